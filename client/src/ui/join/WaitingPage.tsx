import { DoorClosed } from 'lucide-react';
import { ActionButton } from '../parts/Button.tsx';
import { useApp, useStore, useTexts } from '../store.tsx';

/** JN3: the lobby. One's own name, the meeting's title, and nobody else. */
export function WaitingPage() {
  const t = useTexts();
  const { actions } = useStore();
  const lobby = useApp((state) => state.records.lobby);
  const lost = useApp((state) => state.connection.state === 'reconnecting');
  return (
    <main className="page">
      <div className="page-card">
        <p className="brand">{t.product}</p>
        <DoorClosed aria-hidden className="muted" size={40} strokeWidth={1.5} />
        <h1 className="page-title" dir="auto">
          {lobby?.title}
        </h1>
        <p role="status">
          {lost ? t.connection.lost : `${t.moderating.join.waiting}. ${t.moderating.join.waitingHint}`}
        </p>
        <p className="muted">
          <bdi>{t.moderating.join.waitingAs(lobby?.name ?? '')}</bdi>
        </p>
        <ActionButton onPress={actions.leave}>{t.toolbar.leave}</ActionButton>
      </div>
    </main>
  );
}
