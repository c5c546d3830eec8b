import { useState } from 'react';
import { Form } from 'react-aria-components';
import type { Permissions } from '../../wire.gen.ts';
import { ActionButton } from '../parts/Button.tsx';
import { SwitchField, TextInput } from '../parts/Fields.tsx';
import { ModalCard } from '../parts/Modal.tsx';
import { RefusalAt } from '../parts/Refusal.tsx';
import { EraseDialog } from '../privacy/EraseDialog.tsx';
import { useApp, useStore, useTexts } from '../store.tsx';

const SECURITY = 'security';
const LONGEST = 64;
const ENTERING = ['lobby', 'locked'] as const;
const RIGHTS = ['unmute', 'camera', 'share', 'chat', 'private_chat'] as const;

/** JN3: what newcomers are asked for; moderators can read it. */
function Passcode() {
  const t = useTexts().moderating.security;
  const { actions } = useStore();
  const now = useApp((state) => state.records.door?.passcode ?? null);
  const [typed, setTyped] = useState(now ?? '');
  const send = (passcode: string | null) =>
    void actions.command({ type: 'set_passcode', passcode }, SECURITY);
  return (
    <Form
      className="passcode"
      onSubmit={(event) => {
        event.preventDefault();
        send(typed.trim());
      }}
    >
      <TextInput
        autoComplete="off"
        label={t.passcode}
        maxLength={LONGEST}
        onChange={setTyped}
        value={typed}
      />
      <span className="field-hint" role="status">
        {now === null ? t.passcodeHint : t.passcodeSet}
      </span>
      <div className="panel-tools">
        <ActionButton isDisabled={typed.trim() === '' || typed.trim() === now} small type="submit">
          {t.passcodeSave}
        </ActionButton>
        {now !== null && (
          <ActionButton
            look="quiet"
            onPress={() => {
              setTyped('');
              send(null);
            }}
            small
          >
            {t.passcodeRemove}
          </ActionButton>
        )}
      </div>
    </Form>
  );
}

/** RT3: the host erases what was said; the other moderators read who can. */
function Privacy({ onErase }: { onErase: () => void }) {
  const t = useTexts().erasing;
  const host = useApp((state) => state.records.me?.role === 'host');
  return (
    <section aria-label={t.heading} className="dialog-section">
      <h3 className="panel-heading">{t.heading}</h3>
      {host ? (
        <ActionButton look="outline" onPress={onErase}>
          {t.button}
        </ActionButton>
      ) : (
        <p className="muted">{t.hostOnly}</p>
      )}
    </section>
  );
}

/** RM1, JN3: who comes in, and what participants may do. Every switch shows what the server says. */
export default function SecurityDialog({ onClose }: { onClose: () => void }) {
  const t = useTexts().moderating.security;
  const { actions } = useStore();
  const permissions = useApp((state) => state.records.meeting?.permissions ?? null);
  const [erasing, setErasing] = useState(false);
  if (!permissions) return null;
  if (erasing) return <EraseDialog onClose={onClose} />;
  const set = (right: keyof Permissions, on: boolean) =>
    void actions.command({ type: 'set_permissions', permissions: { ...permissions, [right]: on } }, SECURITY);
  const switches = (rights: readonly (keyof Permissions)[]) =>
    rights.map((right) => (
      <SwitchField key={right} label={t[right]} on={permissions[right]} onChange={(on) => set(right, on)} />
    ));
  return (
    <ModalCard onClose={onClose} open title={t.title}>
      <RefusalAt place={SECURITY} />
      <fieldset className="switches">
        <legend className="panel-heading">{t.entering}</legend>
        {switches(ENTERING)}
        <Passcode />
      </fieldset>
      <fieldset className="switches">
        <legend className="panel-heading">{t.participants}</legend>
        {switches(RIGHTS)}
      </fieldset>
      <Privacy onErase={() => setErasing(true)} />
    </ModalCard>
  );
}
