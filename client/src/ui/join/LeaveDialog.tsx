import { ActionButton } from '../parts/Button.tsx';
import { ModalCard } from '../parts/Modal.tsx';
import { useStore, useTexts } from '../store.tsx';

/** Leaving gives the seat up, so it asks. */
export function LeaveDialog({ onClose }: { onClose: () => void }) {
  const t = useTexts();
  const { actions } = useStore();
  return (
    <ModalCard alert onClose={onClose} open title={t.toolbar.leaveQuestion}>
      <p>{t.toolbar.leaveHint}</p>
      <div className="dialog-actions">
        <ActionButton look="outline" onPress={onClose}>
          {t.cancel}
        </ActionButton>
        <ActionButton autoFocus look="danger" onPress={actions.leave}>
          {t.toolbar.leave}
        </ActionButton>
      </div>
    </ModalCard>
  );
}
