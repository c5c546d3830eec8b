import { Timer } from 'lucide-react';
import { useId, useState } from 'react';
import { Button, Dialog, DialogTrigger, Form, Popover } from 'react-aria-components';
import { selectClosing, selectRemainingTime } from '../../model/selectors.ts';
import { clock } from '../format.ts';
import { ActionButton } from '../parts/Button.tsx';
import { NumberInput } from '../parts/Fields.tsx';
import { RefusalAt } from '../parts/Refusal.tsx';
import { useApp, useNow, useSeconds, useStore, useTexts } from '../store.tsx';

const MOST = 24 * 60;

/** What is left of the session, ticking; null without a limit. */
export function useRemaining() {
  const store = useStore();
  const endsAt = useApp((state) => state.records.meeting?.ends_at ?? null);
  const phase = useApp((state) => state.records.meeting?.phase);
  const offset = useApp((state) => state.clockOffset);
  const runs = endsAt !== null && (phase === 'open' || phase === 'closing');
  const now = useSeconds(runs ? endsAt - offset : null);
  return selectRemainingTime(store.getState(), now);
}

function useClosing() {
  const store = useStore();
  const closing = useApp((state) => state.records.meeting?.phase === 'closing');
  const now = useNow(closing);
  return selectClosing(store.getState(), now);
}

/** The seconds until everybody is back in the main room. */
export function ClosingNote() {
  const t = useTexts();
  const closing = useClosing();
  if (!closing) return null;
  return (
    <span className="closing-note">
      {t.countdown.closing} <span className="closing-seconds">{closing.seconds} s</span>
    </span>
  );
}

/** The clock alone, for those who cannot change it. */
export function RemainingClock() {
  const t = useTexts().bar;
  const remaining = useRemaining();
  if (!remaining) return null;
  return (
    <span aria-label={t.remaining} className="bar-clock" data-warning={remaining.warning} role="timer">
      <Timer aria-hidden size={18} />
      {clock(remaining.seconds)}
    </span>
  );
}

export function AddTimeForm({ place, onDone }: { place: string; onDone: () => void }) {
  const t = useTexts().bar;
  const { actions } = useStore();
  const [minutes, setMinutes] = useState(5);
  const [wrong, setWrong] = useState(false);
  const [busy, setBusy] = useState(false);
  const send = () => {
    const bad = !Number.isInteger(minutes) || minutes === 0 || Math.abs(minutes) > MOST;
    setWrong(bad);
    if (bad) return;
    setBusy(true);
    void actions.command({ type: 'add_time', minutes }, place).then((refusal) => {
      setBusy(false);
      if (refusal === null) onDone();
    });
  };
  return (
    <Form
      className="popover-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (!busy) send();
      }}
    >
      <NumberInput
        autoFocus
        error={wrong ? t.minutesRange : null}
        hint={t.minutesHint}
        label={t.minutes}
        max={MOST}
        min={-MOST}
        onChange={setMinutes}
        value={minutes}
      />
      <RefusalAt place={place} />
      <ActionButton busy={busy} look="primary" type="submit" wide>
        {t.addTime}
      </ActionButton>
    </Form>
  );
}

/** TM2: the clock is a button; it opens minutes and *Add time*. Nothing at all without a limit (TM1). */
export function RemainingTime({ place }: { place: string }) {
  const t = useTexts().bar;
  const { actions } = useStore();
  const remaining = useRemaining();
  const [open, setOpen] = useState(false);
  const clockId = useId();
  const formPlace = `${place}/time`;
  if (!remaining) return null;
  const change = (next: boolean) => {
    setOpen(next);
    if (!next) actions.dismissRefusal(formPlace);
  };
  return (
    <DialogTrigger isOpen={open} onOpenChange={change}>
      <Button
        aria-describedby={clockId}
        aria-label={t.remaining}
        className="button bar-clock"
        data-warning={remaining.warning}
      >
        <Timer aria-hidden size={18} />
        <span aria-hidden="true" className="bar-label">
          {t.remaining}
        </span>
        <span aria-hidden="true" id={clockId}>
          {clock(remaining.seconds)}
        </span>
      </Button>
      <Popover className="popover" placement="bottom start">
        <Dialog aria-label={t.remaining} className="popover-dialog">
          <AddTimeForm onDone={() => change(false)} place={formPlace} />
        </Dialog>
      </Popover>
    </DialogTrigger>
  );
}
