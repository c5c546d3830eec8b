import { useRef, useState } from 'react';
import { Form, Label, RadioGroup } from 'react-aria-components';
import type { Assign, Command } from '../../wire.gen.ts';
import { ActionButton } from '../parts/Button.tsx';
import { CheckField, NumberInput, RadioChoice, SwitchField } from '../parts/Fields.tsx';
import { ModalCard } from '../parts/Modal.tsx';
import { RefusalAt } from '../parts/Refusal.tsx';
import { useApp, useStore, useTexts } from '../store.tsx';
import { faultsOf, MOST_MINUTES, MOST_ROOMS, type Setup, STANDARD_SETUP } from './setup.ts';

export const SETUP = 'setup';

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

const configure = (setup: Setup): Command => ({
  type: 'configure_breakout',
  rooms: setup.rooms,
  assign: setup.assign,
  time_limit: setup.limited ? setup.minutes : null,
  allow: setup.allow,
});

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

interface PartProps {
  readonly setup: Setup;
  readonly change: (part: Partial<Setup>) => void;
}

function AssignChoice({ setup, change }: PartProps) {
  const t = useTexts().setup;
  return (
    <RadioGroup
      className="group-box"
      onChange={(value) => change({ assign: value as Assign })}
      value={setup.assign}
    >
      <Label className="field-label">{t.assign}</Label>
      <div className="radio-list">
        <RadioChoice hint={t.automaticHint} label={t.automatic} value="automatic" />
        <RadioChoice hint={t.manualHint} label={t.manual} value="manual" />
        <RadioChoice hint={t.chooseHint} label={t.choose} value="choose" />
      </div>
    </RadioGroup>
  );
}

function Permissions({ setup, change }: PartProps) {
  const t = useTexts().setup;
  const allow = (part: Partial<Setup['allow']>) => change({ allow: { ...setup.allow, ...part } });
  return (
    <fieldset className="group-box">
      <legend className="field-label">{t.permissions}</legend>
      <CheckField label={t.allowCall} on={setup.allow.call} onChange={(call) => allow({ call })} />
      <CheckField
        label={t.allowReturn}
        on={setup.allow.return_to_main}
        onChange={(on) => allow({ return_to_main: on })}
      />
      <CheckField
        label={t.allowSwitch}
        on={setup.allow.switch_rooms}
        onChange={(on) => allow({ switch_rooms: on })}
      />
    </fieldset>
  );
}

/** CF1: how many rooms, who goes where, for how long, and what participants may do. */
function SetupForm({ busy, onSend }: { busy: boolean; onSend: (setup: Setup) => void }) {
  const t = useTexts().setup;
  const [setup, setSetup] = useState(STANDARD_SETUP);
  const [tried, setTried] = useState(false);
  const change = (part: Partial<Setup>) => setSetup((old) => ({ ...old, ...part }));
  const faults = faultsOf(setup);
  const form = useRef<HTMLFormElement>(null);
  const submit = () => {
    setTried(true);
    if (faults.rooms || faults.minutes)
      form.current?.querySelector<HTMLInputElement>('input[type="text"]')?.focus();
    else onSend(setup);
  };
  return (
    <Form
      className="setup-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (!busy) submit();
      }}
      ref={form}
    >
      <NumberInput
        autoFocus
        error={tried && faults.rooms ? t.roomsRange(MOST_ROOMS) : null}
        label={t.rooms}
        max={MOST_ROOMS}
        min={1}
        onChange={(rooms) => change({ rooms })}
        value={setup.rooms}
      />
      <AssignChoice change={change} setup={setup} />
      <div className="group-box">
        <SwitchField label={t.limit} on={setup.limited} onChange={(limited) => change({ limited })} />
        {setup.limited && (
          <NumberInput
            error={tried && faults.minutes ? t.minutesRange(MOST_MINUTES) : null}
            label={t.limitMinutes}
            max={MOST_MINUTES}
            min={1}
            onChange={(minutes) => change({ minutes })}
            value={setup.minutes}
          />
        )}
      </div>
      <Permissions change={change} setup={setup} />
      <RefusalAt place={SETUP} />
      <div className="dialog-actions">
        <ActionButton busy={busy} look="primary" type="submit">
          {t.continue}
        </ActionButton>
      </div>
    </Form>
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
