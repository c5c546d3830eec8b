import { useState } from 'react';
import type { Listed } from '../../model/people.ts';
import { isModeratorRole } from '../../model/selectors.ts';
import { ActionButton } from '../parts/Button.tsx';
import { CheckField } from '../parts/Fields.tsx';
import { ModalCard } from '../parts/Modal.tsx';
import { RefusalAt } from '../parts/Refusal.tsx';
import { useApp, useStore, useTexts } from '../store.tsx';

const REMOVE = 'remove';

/** RT3: says what removing means, and asks. */
export function RemoveDialog({ person, onClose }: { person: Listed; onClose: () => void }) {
  const texts = useTexts();
  const t = texts.moderating.remove;
  const { actions } = useStore();
  const permissions = useApp((state) => state.records.meeting?.permissions ?? null);
  const [lock, setLock] = useState(false);
  const guarded = permissions === null || permissions.locked || permissions.lobby;
  const moderates = isModeratorRole(person.role);
  const confirm = async () => {
    if (lock && permissions)
      void actions.command(
        { type: 'set_permissions', permissions: { ...permissions, locked: true } },
        REMOVE,
      );
    const refusal = await actions.command({ type: 'remove_person', person: person.id }, REMOVE);
    if (refusal === null) onClose();
  };
  return (
    <ModalCard alert onClose={onClose} open title={t.title(person.name)}>
      <p>{t.hint}</p>
      <p className="muted">{moderates ? t.moderator : guarded ? t.guarded : t.open}</p>
      {!guarded && !moderates && <CheckField label={t.also} on={lock} onChange={setLock} />}
      <RefusalAt place={REMOVE} />
      <div className="dialog-actions">
        <ActionButton autoFocus onPress={onClose}>
          {texts.cancel}
        </ActionButton>
        <ActionButton look="danger" onPress={() => void confirm()}>
          {t.confirm}
        </ActionButton>
      </div>
    </ModalCard>
  );
}
