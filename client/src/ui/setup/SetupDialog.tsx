import { useState } from 'react';
import type { Command } from '../../wire.gen.ts';
import { ActionButton } from '../parts/Button.tsx';
import { ModalCard } from '../parts/Modal.tsx';
import { RefusalAt } from '../parts/Refusal.tsx';
import { useApp, useStore, useTexts } from '../store.tsx';
import { SETUP, SetupForm } from './SetupForm.tsx';
import { configure } from './setup.ts';

interface Props {
  readonly onClose: () => void;
  /** The rooms are ready to be looked at. */
  readonly onReady: () => void;
}

/** Sends the set-up; the dashboard follows only when the server accepted it. */
function useConfigure(onReady: () => void) {
  const { actions } = useStore();
  const [busy, setBusy] = useState(false);
  const send = (command: Command) => {
    setBusy(true);
    void actions.command(command, SETUP).then((refusal) => {
      setBusy(false);
      if (refusal === null) onReady();
    });
  };
  return { busy, send };
}

/** CF2: the article's question. */
function Existing({ onKeep, onCreate, busy }: { onKeep: () => void; onCreate: () => void; busy: boolean }) {
  const t = useTexts().setup;
  return (
    <>
      <p>{t.existing}</p>
      <RefusalAt place={SETUP} />
      <div className="dialog-actions">
        <ActionButton look="outline" onPress={onCreate}>
          {t.create}
        </ActionButton>
        <ActionButton autoFocus busy={busy} look="primary" onPress={onKeep}>
          {t.keep}
        </ActionButton>
      </div>
    </>
  );
}

/** Setting breakout rooms up; asks first whether to keep the rooms there are. */
export default function SetupDialog({ onClose, onReady }: Props) {
  const t = useTexts().setup;
  const { actions } = useStore();
  const hasRooms = useApp((state) => state.records.meeting?.has_rooms ?? false);
  const [asking, setAsking] = useState(hasRooms);
  const { busy, send } = useConfigure(onReady);
  const close = () => {
    actions.dismissRefusal(SETUP);
    onClose();
  };
  return (
    <ModalCard onClose={close} open title={asking ? t.existingTitle : t.title}>
      {asking ? (
        <Existing busy={busy} onCreate={() => setAsking(false)} onKeep={() => send({ type: 'keep_rooms' })} />
      ) : (
        <SetupForm busy={busy} onSend={(setup) => send(configure(setup))} />
      )}
    </ModalCard>
  );
}
