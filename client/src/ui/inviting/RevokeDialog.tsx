import { useState } from 'react';
import { Label, RadioGroup } from 'react-aria-components';
import { ActionButton } from '../parts/Button.tsx';
import { RadioChoice } from '../parts/Fields.tsx';
import { ModalCard } from '../parts/Modal.tsx';
import { RefusalAt } from '../parts/Refusal.tsx';
import { useStore, useTexts } from '../store.tsx';

const REVOKE = 'revoke';
const CHOICES = ['all', 'participant', 'moderator'] as const;
type Which = (typeof CHOICES)[number];

/** JN1: says who stays and who needs a new link, and asks. */
export function RevokeDialog({ onClose, onRevoked }: { onClose: () => void; onRevoked: () => void }) {
  const texts = useTexts();
  const t = texts.revoking;
  const { actions } = useStore();
  const [which, setWhich] = useState<Which>('all');
  const [busy, setBusy] = useState(false);
  const hint = { all: t.allHint, participant: t.participantHint, moderator: t.moderatorHint };
  const confirm = async () => {
    setBusy(true);
    const refusal = await actions.revokeLinks(which === 'all' ? null : which, REVOKE);
    setBusy(false);
    if (refusal) return;
    onRevoked();
    onClose();
  };
  return (
    <ModalCard alert onClose={onClose} open title={t.title}>
      <RadioGroup
        className="group-box"
        onChange={(value) => setWhich(CHOICES.find((choice) => choice === value) ?? 'all')}
        value={which}
      >
        <Label className="visually-hidden">{t.which}</Label>
        {CHOICES.map((choice) => (
          <RadioChoice hint={hint[choice]} key={choice} label={t[choice]} value={choice} />
        ))}
      </RadioGroup>
      <p>{t.stays}</p>
      <p>{t.goes}</p>
      <RefusalAt place={REVOKE} />
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
