import { useEffect, useState } from 'react';
import { Form } from 'react-aria-components';
import { isModeratorRole, selectAsksPasscode } from '../../model/selectors.ts';
import { ActionButton } from '../parts/Button.tsx';
import { TextInput } from '../parts/Fields.tsx';
import { Problem } from '../parts/Refusal.tsx';
import { useApp, useStore, useTexts } from '../store.tsx';
import { DeviceSelect } from './DeviceFields.tsx';
import { Preview } from './Preview.tsx';

const LONGEST_NAME = 64;
const LONGEST_PASSCODE = 64;

function JoinForm({ busy }: { busy: boolean }) {
  const { join: t, moderating } = useTexts();
  const words = moderating.join;
  const { actions } = useStore();
  const known = useApp((state) => state.name);
  const error = useApp((state) => state.joinError);
  const [name, setName] = useState(known);
  const asked = useApp(selectAsksPasscode);
  const [passcode, setPasscode] = useState('');
  const [missing, setMissing] = useState(false);
  const join = () => {
    const typed = name.trim();
    setMissing(typed === '');
    if (typed !== '') actions.join(typed, passcode.trim());
  };
  return (
    <Form
      className="join-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (!busy) join();
      }}
    >
      <TextInput
        autoComplete="name"
        autoFocus
        error={missing && name.trim() === '' ? t.nameNeeded : null}
        label={t.name}
        large
        maxLength={LONGEST_NAME}
        onChange={setName}
        value={name}
      />
      {asked && (
        <TextInput
          autoComplete="off"
          label={words.passcode}
          large
          maxLength={LONGEST_PASSCODE}
          onChange={setPasscode}
          value={passcode}
        />
      )}
      {error && <Problem>{error.message}</Problem>}
      <ActionButton className="button-large" busy={busy} look="primary" type="submit" wide>
        {t.join}
      </ActionButton>
      {busy && (
        <p className="waiting" role="status">
          <span aria-hidden="true" className="spinner" />
          {t.connecting}
        </p>
      )}
    </Form>
  );
}

/** JN1: name, camera preview, microphone level, devices, Join. */
export function JoinPage({ busy }: { busy: boolean }) {
  const t = useTexts();
  const { actions } = useStore();
  const link = useApp((state) => state.link);
  useEffect(() => actions.startPreview(), [actions]);
  return (
    <main className="join">
      <div className="join-card">
        <Preview />
        <div className="join-side">
          <header>
            <p className="brand">{t.product}</p>
            <h1 className="join-title" dir="auto">
              {link?.title || t.join.title}
            </h1>
            {link && isModeratorRole(link.role) && <p className="muted">{t.join.asModerator}</p>}
          </header>
          <JoinForm busy={busy} />
          <section aria-label={t.join.devices} className="join-devices">
            <DeviceSelect kind="microphone" />
            <DeviceSelect kind="camera" />
            <DeviceSelect kind="speaker" />
          </section>
        </div>
      </div>
    </main>
  );
}
