import { Download } from 'lucide-react';
import { lazy, Suspense } from 'react';
import { DocumentStatus } from '../documents/DocumentStatus.tsx';
import { download, fileName } from '../documents/download.ts';
import { useDocument } from '../documents/useDocument.ts';
import { PanelFrame } from '../panel/PanelFrame.tsx';
import type { PanelProps } from '../panel/panels.ts';
import { IconButton } from '../parts/Button.tsx';
import { useApp, useTexts } from '../store.tsx';

const NoteEditor = lazy(() => import('./NoteEditor.tsx'));

/** RM3: the note of the room one is in; for moderators also another room's, by its id. */
export default function NotesPanel({ about, onClose }: PanelProps) {
  const here = useApp((state) => state.records.room?.id ?? null);
  const room = about ?? here;
  return room === null ? null : <Note key={room} onClose={onClose} room={room} />;
}

function Note({ room, onClose }: { room: string; onClose: () => void }) {
  const t = useTexts().documents;
  const name = useApp(
    ({ records }) =>
      (records.room?.id === room ? records.room.name : undefined) ?? records.rooms.get(room)?.name ?? '',
  );
  const note = useDocument('note', room);
  const { link, state } = note;
  const tools = link && (
    <IconButton
      label={t.markdown}
      onPress={() => {
        const text = link.doc.getText('note').toString();
        download(fileName([t.notes, name], 'md'), new Blob([text], { type: 'text/markdown' }));
      }}
    >
      <Download aria-hidden size={20} />
    </IconButton>
  );
  return (
    <PanelFrame onClose={onClose} title={t.notes} tools={tools}>
      <p className="panel-sub muted" dir="auto">
        {name}
      </p>
      <DocumentStatus document={note} />
      {link && state.status !== 'loading' && state.end !== 'not_yours' && (
        <Suspense fallback={<p className="document-status">{t.loading}</p>}>
          <NoteEditor label={t.notes} link={link} placeholder={t.empty} state={state} />
        </Suspense>
      )}
    </PanelFrame>
  );
}
