import { useState } from 'react';
import { ActionButton } from '../parts/Button.tsx';
import { ModalCard } from '../parts/Modal.tsx';
import { RefusalAt } from '../parts/Refusal.tsx';
import { useStore, useTexts } from '../store.tsx';

const ERASE = 'erase';

function Listed({ heading, things }: { heading: string; things: readonly string[] }) {
  return (
    <section aria-label={heading} className="dialog-section">
      <h3 className="panel-heading">{heading}</h3>
      <ul className="plain-list">
        {things.map((thing) => (
          <li key={thing}>{thing}</li>
        ))}
      </ul>
    </section>
  );
}

/** RT3: says what goes and what stays, and asks. */
export function EraseDialog({ onClose }: { onClose: () => void }) {
  const texts = useTexts();
  const t = texts.erasing;
  const { actions } = useStore();
  const [busy, setBusy] = useState(false);
  const confirm = async () => {
    setBusy(true);
    const refusal = await actions.eraseWords(ERASE);
    setBusy(false);
    if (refusal === null) onClose();
  };
  return (
    <ModalCard alert onClose={onClose} open title={t.title}>
      <Listed heading={t.goes} things={t.gone} />
      <Listed heading={t.stays} things={t.kept} />
      <p>
        <strong>{t.never}</strong>
      </p>
      <RefusalAt place={ERASE} />
      <div className="dialog-actions">
        <ActionButton autoFocus onPress={onClose}>
          {texts.cancel}
        </ActionButton>
        <ActionButton busy={busy} look="danger" onPress={() => void confirm()}>
          {t.confirm}
        </ActionButton>
      </div>
    </ModalCard>
  );
}
