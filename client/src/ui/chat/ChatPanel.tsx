import { useEffect, useMemo, useState } from 'react';
import {
  type Conversation,
  conversationOf,
  entriesOf,
  firstNumber,
  NO_PAGE,
  selectConversations,
  selectRoomsElsewhere,
} from '../../model/chat.ts';
import { selectIsModerator } from '../../model/selectors.ts';
import { PanelFrame } from '../panel/PanelFrame.tsx';
import type { PanelProps } from '../panel/panels.ts';
import { RefusalAt } from '../parts/Refusal.tsx';
import { useApp, useStore, useTexts } from '../store.tsx';
import { Composer } from './Composer.tsx';
import { ConversationPicker, useTalkName } from './ConversationPicker.tsx';
import { LineList } from './LineList.tsx';
import { Unsent } from './Unsent.tsx';

export const chatPlace = (conversation: string): string => `chat/${conversation}`;

/** Which conversation is shown: the one asked for while it is in reach, else the room's. */
function useCurrent(about: string | null) {
  const [chosen, choose] = useState(about);
  const own = useApp(selectConversations);
  const state = useStore().getState();
  const wanted = chosen === null ? null : conversationOf(state, chosen);
  return { current: wanted ?? own[0] ?? null, choose };
}

/** RM2: what is typed is kept until it is sent, and comes back if it was refused. */
function Write({ conversation, name }: { conversation: Conversation; name: string }) {
  const t = useTexts().chat;
  const { actions, getState } = useStore();
  const { id, kind, writable } = conversation;
  const draft = useApp((state) => state.chat.drafts.get(id) ?? '');
  if (kind === 'elsewhere') return <p className="muted panel-empty">{t.readOnly}</p>;
  const send = () => {
    actions.chat.draft(id, '');
    void actions.command({ type: 'say', conversation: id, text: draft }, chatPlace(id)).then((refusal) => {
      if (refusal !== null && !getState().chat.drafts.get(id)) actions.chat.draft(id, draft);
    });
  };
  return (
    <>
      <RefusalAt place={chatPlace(id)} />
      {writable ? (
        <Composer
          key={id}
          label={kind === 'person' ? t.write(name) : t.writeHere}
          onChange={(text) => actions.chat.draft(id, text)}
          onSend={send}
          sendLabel={t.send}
          text={draft}
        />
      ) : (
        <p className="muted panel-empty">{kind === 'person' ? t.pausedPrivate : t.paused}</p>
      )}
    </>
  );
}

function Talk({ conversation }: { conversation: Conversation }) {
  const { actions } = useStore();
  const { id, kind } = conversation;
  const name = useTalkName()(conversation);
  const records = useApp((state) => state.records);
  const kept = useApp((state) => state.chat.pages.get(id));
  const page = kept ?? NO_PAGE;
  const isRead = kept !== undefined;
  const moderator = useApp(selectIsModerator);
  const said = useApp((state) => state.records.talked.get(id.slice('room:'.length))?.count ?? 0);
  const entries = useMemo(() => entriesOf(records, page, id), [records, page, id]);
  const last = entries.at(-1)?.id;
  const elsewhere = kind === 'elsewhere';
  // biome-ignore lint/correctness/useExhaustiveDependencies: read anew when there is more to read
  useEffect(() => {
    if (elsewhere) actions.chat.refresh(id);
  }, [actions, id, elsewhere, said, elsewhere && !isRead]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: what comes while one looks is read
  useEffect(() => {
    if (!elsewhere) actions.chat.read(id);
  }, [actions, id, elsewhere, last]);
  const first = firstNumber(records, page, id);
  return (
    <>
      <LineList
        conversation={conversation}
        entries={entries}
        failed={page.failed?.message ?? null}
        loading={page.loading && first !== 1}
        moderator={moderator}
        more={first !== null && first > 1}
        name={name}
        onOlder={() => actions.chat.older(id)}
      />
      <Unsent conversation={id} />
      <Write conversation={conversation} name={name} />
    </>
  );
}

/** RM2: the chat; the conversation asked for, or the one of the room one is in. */
export default function ChatPanel({ about, onClose }: PanelProps) {
  const t = useTexts().chat;
  const { current, choose } = useCurrent(about);
  const own = useApp(selectConversations);
  const elsewhere = useApp(selectRoomsElsewhere);
  if (!current) return null;
  const listed = [...own, ...elsewhere].some(({ id }) => id === current.id) ? own : [...own, current];
  return (
    <PanelFrame onClose={onClose} title={t.title}>
      <ConversationPicker current={current} elsewhere={elsewhere} onChoose={choose} own={listed} />
      <Talk conversation={current} key={current.id} />
    </PanelFrame>
  );
}
