import { X } from 'lucide-react';
import { Component, lazy, type ReactNode, Suspense } from 'react';
import { DocumentStatus } from '../documents/DocumentStatus.tsx';
import { useDocument } from '../documents/useDocument.ts';
import { IconButton } from '../parts/Button.tsx';
import { useTexts } from '../store.tsx';

const BoardCanvas = lazy(() => import('./BoardCanvas.tsx'));

/** A fault in drawing stays on the board: the meeting goes on. */
class Guard extends Component<{ fallback: ReactNode; children: ReactNode }, { failed: boolean }> {
  override state = { failed: false };

  static getDerivedStateFromError(): { failed: boolean } {
    return { failed: true };
  }

  override render(): ReactNode {
    return this.state.failed ? this.props.fallback : this.props.children;
  }
}

interface PaneProps {
  readonly room: string;
  readonly roomName: string;
  readonly onClose: () => void;
}

/** RM3: the whiteboard of a room, on the stage. */
export default function BoardPane({ room, roomName, onClose }: PaneProps) {
  const t = useTexts();
  const board = useDocument('board', room);
  const shown = board.link !== null && (board.state.status === 'open' || board.state.status === 'lost');
  return (
    <section aria-label={t.documents.board} className="board">
      <header className="board-head">
        <h2 className="board-title">
          {t.documents.board} <span className="muted truncate">{roomName}</span>
        </h2>
        <span className="board-tools" id="board-tools" />
        <IconButton label={t.close} onPress={onClose} small>
          <X aria-hidden size={18} />
        </IconButton>
      </header>
      <DocumentStatus document={board} />
      <div className="board-canvas">
        {shown && board.link && (
          <Guard fallback={<p className="document-status">{t.documents.failed}</p>}>
            <Suspense fallback={<p className="document-status">{t.documents.loading}</p>}>
              <BoardCanvas link={board.link} name={roomName} state={board.state} />
            </Suspense>
          </Guard>
        )}
      </div>
    </section>
  );
}
