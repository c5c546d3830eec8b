import { useEffect, useRef, useState } from 'react';
import { Form, Label, RadioGroup } from 'react-aria-components';
import type { Assign, Late } from '../../wire.gen.ts';
import { ActionButton } from '../parts/Button.tsx';
import { CheckField, NumberInput, RadioChoice, SelectField, SwitchField } from '../parts/Fields.tsx';
import { RefusalAt } from '../parts/Refusal.tsx';
import { useTexts } from '../store.tsx';
import {
  choosing,
  type Faults,
  faultsOf,
  lateOf,
  MOST_MINUTES,
  MOST_PEOPLE,
  MOST_ROOMS,
  type Setup,
  STANDARD_SETUP,
} from './setup.ts';

export const SETUP = 'setup';

interface PartProps {
  /** What is wrong, once one has tried. */
  readonly faults: Faults;
  readonly setup: Setup;
  readonly change: (part: Partial<Setup>) => void;
}

function AssignChoice({ setup, change }: Omit<PartProps, 'faults'>) {
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

function Permissions({ setup, change }: Omit<PartProps, 'faults'>) {
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

/** CF1: so many rooms, or so many people in each. */
function RoomCount({ setup, change, faults }: PartProps) {
  const t = useTexts().setup;
  return (
    <div className="group-box">
      {setup.bySize ? (
        <NumberInput
          error={faults.people ? t.peopleRange(MOST_PEOPLE) : null}
          hint={t.peopleHint}
          label={t.peoplePerRoom}
          max={MOST_PEOPLE}
          min={1}
          onChange={(people) => change({ people })}
          value={setup.people}
        />
      ) : (
        <NumberInput
          autoFocus
          error={faults.rooms ? t.roomsRange(MOST_ROOMS) : null}
          hint={t.atMost(MOST_ROOMS)}
          label={t.rooms}
          max={MOST_ROOMS}
          min={1}
          onChange={(rooms) => change({ rooms })}
          value={setup.rooms}
        />
      )}
      <SwitchField label={t.bySize} on={setup.bySize} onChange={(bySize) => change({ bySize })} />
    </div>
  );
}

function TimeLimit({ setup, change, faults }: PartProps) {
  const t = useTexts().setup;
  return (
    <div className="group-box">
      <SwitchField label={t.limit} on={setup.limited} onChange={(limited) => change({ limited })} />
      {setup.limited && (
        <NumberInput
          error={faults.minutes ? t.minutesRange(MOST_MINUTES) : null}
          hint={t.atMost(MOST_MINUTES)}
          label={t.limitMinutes}
          max={MOST_MINUTES}
          min={1}
          onChange={(minutes) => change({ minutes })}
          value={setup.minutes}
        />
      )}
    </div>
  );
}

/** Only where participants choose: how many a room takes. */
function Capacity({ setup, change, faults }: PartProps) {
  const t = useTexts().setup;
  if (!choosing(setup)) return null;
  return (
    <div className="group-box">
      <SwitchField label={t.capped} on={setup.capped} onChange={(capped) => change({ capped })} />
      {setup.capped && (
        <NumberInput
          error={faults.capacity ? t.peopleRange(MOST_PEOPLE) : null}
          hint={t.atMost(MOST_PEOPLE)}
          label={t.capacity}
          max={MOST_PEOPLE}
          min={1}
          onChange={(capacity) => change({ capacity })}
          value={setup.capacity}
        />
      )}
    </div>
  );
}

const LATE = ['smallest', 'choose', 'hold'] as const satisfies readonly Late[];

const NO_FAULTS: Faults = { rooms: false, people: false, minutes: false, capacity: false };

/** CF1: how many rooms, who goes where, for how long, and what participants may do. */
export function SetupForm({ busy, onSend }: { busy: boolean; onSend: (setup: Setup) => void }) {
  const t = useTexts().setup;
  const [setup, setSetup] = useState(STANDARD_SETUP);
  const [tries, setTries] = useState(0);
  const change = (part: Partial<Setup>) => setSetup((old) => ({ ...old, ...part }));
  const faults = faultsOf(setup);
  const shown = { setup, change, faults: tries > 0 ? faults : NO_FAULTS };
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    if (tries > 0) form.current?.querySelector<HTMLInputElement>('input[aria-invalid="true"]')?.focus();
  }, [tries]);
  const submit = () => {
    setTries((times) => times + 1);
    if (!Object.values(faults).some(Boolean)) onSend(setup);
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
      <RoomCount {...shown} />
      <AssignChoice change={change} setup={setup} />
      <TimeLimit {...shown} />
      <Permissions change={change} setup={setup} />
      <SelectField
        choices={LATE.map((id) => ({ id, label: t.lateKinds[id] }))}
        label={t.late}
        onChange={(late) => change({ late })}
        value={lateOf(setup)}
      />
      <Capacity {...shown} />
      <RefusalAt place={SETUP} />
      <div className="dialog-actions">
        <ActionButton busy={busy} look="primary" type="submit">
          {t.continue}
        </ActionButton>
      </div>
    </Form>
  );
}
