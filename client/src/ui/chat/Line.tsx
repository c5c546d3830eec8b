import { memo, useState } from 'react';
import type { Entry } from '../../model/chat.ts';
import { RefusalAt } from '../parts/Refusal.tsx';
import { useStore, useTexts } from '../store.tsx';
import { Composer } from './Composer.tsx';
import { LineMenu } from './LineMenu.tsx';
import { LineText } from './LineText.tsx';

export const linePlace = (id: string): string => `line/${id}`;

function Editing({ entry, onDone }: { entry: Entry; onDone: () => void }) {
  const t = useTexts().chat;
  const { actions } = useStore();
  const [text, setText] = useState(entry.text);
  const save = () => {
    if (text.trim() === '' || text === entry.text) {
      onDone();
      return;
    }
    void actions.command({ type: 'edit_line', line: entry.id, text }, linePlace(entry.id)).then((refusal) => {
      if (refusal === null) onDone();
    });
  };
  return (
    <Composer
      autoFocus
      label={t.editing}
      onCancel={() => {
        actions.dismissRefusal(linePlace(entry.id));
        onDone();
      }}
      onChange={setText}
      onSend={save}
      sendLabel={t.saveEdit}
      text={text}
    />
  );
}

interface Props {
  readonly entry: Entry;
  /** RM2: in a room moderators take back anybody's lines. */
  readonly mayDelete: boolean;
  readonly mayEdit: boolean;
}

/** One line, with what can be done with it. */
export const Line = memo(function Line({ entry, mayDelete, mayEdit }: Props) {
  const t = useTexts().chat;
  const { actions } = useStore();
  const [editing, setEditing] = useState(false);
  if (entry.deleted) return <p className="line-gone muted">{t.deleted}</p>;
  if (editing) {
    return (
      <>
        <Editing entry={entry} onDone={() => setEditing(false)} />
        <RefusalAt place={linePlace(entry.id)} />
      </>
    );
  }
  const remove = () => void actions.command({ type: 'delete_line', line: entry.id }, linePlace(entry.id));
  return (
    <div className="line">
      <div className="line-body">
        <LineText text={entry.text} />
        {entry.edited && <span className="line-note muted">{t.edited}</span>}
        <RefusalAt place={linePlace(entry.id)} />
      </div>
      {mayDelete && <LineMenu onDelete={remove} onEdit={mayEdit ? () => setEditing(true) : null} />}
    </div>
  );
});
