import {
  ArrowLeft,
  ArrowRight,
  ChevronDown,
  Play,
  Shuffle,
  Sparkles,
  Square,
  Timer,
  Undo2,
} from 'lucide-react';
import { useId, useState } from 'react';
import { Button, Dialog, DialogTrigger, Menu, MenuItem, MenuTrigger, Popover } from 'react-aria-components';
import { selectDashboard } from '../../model/dashboard.ts';
import { isPending } from '../../model/selectors.ts';
import type { Command, Phase } from '../../wire.gen.ts';
import { AddTimeForm, ClosingNote, useRemaining } from '../bar/RemainingTime.tsx';
import { clock } from '../format.ts';
import { ActionButton, IconButton } from '../parts/Button.tsx';
import { useApp, useStore, useTexts } from '../store.tsx';

export const DASHBOARD = 'dashboard';

function useSend() {
  const { actions } = useStore();
  return (command: Command) => void actions.command(command, DASHBOARD);
}

/** TM2, in the dashboard: the clock and *Add time* are one button. */
function TimeLeft() {
  const t = useTexts();
  const { actions } = useStore();
  const remaining = useRemaining();
  const [open, setOpen] = useState(false);
  const clockId = useId();
  const place = `${DASHBOARD}/time`;
  if (!remaining) return null;
  const change = (next: boolean) => {
    setOpen(next);
    if (!next) actions.dismissRefusal(place);
  };
  return (
    <div className="dash-time">
      <DialogTrigger isOpen={open} onOpenChange={change}>
        {/* Behind the open form it cannot be used, and the form's own button has the same name. */}
        <span aria-hidden={open || undefined} className="trigger">
          <ActionButton aria-describedby={clockId} aria-label={t.dashboard.addTime}>
            <span aria-hidden="true" className="bar-clock" data-warning={remaining.warning}>
              <Timer aria-hidden size={16} />
              <span id={clockId}>{clock(remaining.seconds)}</span>
            </span>
            {t.dashboard.addTime}
          </ActionButton>
        </span>
        <Popover className="popover" placement="bottom">
          <Dialog aria-label={t.dashboard.addTime} className="popover-dialog">
            <AddTimeForm onDone={() => change(false)} place={place} />
          </Dialog>
        </Popover>
      </DialogTrigger>
    </div>
  );
}

/** SH1: at random, or so that people meet whom they have met least. */
function ShuffleButtons({ disabled }: { disabled: boolean }) {
  const t = useTexts().dashboard;
  const send = useSend();
  return (
    <div className="split">
      <ActionButton isDisabled={disabled} onPress={() => send({ type: 'shuffle', memory: false })}>
        <Shuffle aria-hidden size={16} />
        {t.shuffle}
      </ActionButton>
      <MenuTrigger>
        <Button aria-label={t.dealing} className="button split-more" isDisabled={disabled}>
          <ChevronDown aria-hidden size={16} />
        </Button>
        <Popover className="popover" placement="bottom end">
          <Menu aria-label={t.dealing} className="menu">
            <MenuItem className="menu-item" onAction={() => send({ type: 'shuffle', memory: true })}>
              <Sparkles aria-hidden size={16} />
              {t.shuffleMemory}
            </MenuItem>
          </Menu>
        </Popover>
      </MenuTrigger>
    </div>
  );
}

/** RR1: everyone on to the next room, or back; the round is counted. */
function Rounds({ disabled }: { disabled: boolean }) {
  const t = useTexts().dashboard;
  const send = useSend();
  const round = useApp((state) => selectDashboard(state).round);
  const move = (back: boolean) => () => send({ type: 'move_to_next_room', back });
  return (
    <div className="rounds">
      <IconButton isDisabled={disabled} label={t.previousRoom} look="plain" onPress={move(true)}>
        <ArrowLeft aria-hidden size={16} />
      </IconButton>
      <ActionButton isDisabled={disabled} onPress={move(false)}>
        {t.nextRoom}
        <ArrowRight aria-hidden size={16} />
      </ActionButton>
      <span className="round" role="status">
        {round > 0 && t.round(round)}
      </span>
    </div>
  );
}

function UndoButton() {
  const t = useTexts().dashboard;
  const send = useSend();
  const possible = useApp((state) => selectDashboard(state).canUndo);
  return (
    <ActionButton isDisabled={!possible} onPress={() => send({ type: 'undo' })}>
      <Undo2 aria-hidden size={16} />
      {t.undo}
    </ActionButton>
  );
}

/** What moves many at once. */
export function DashboardCommands({ phase, rooms }: { phase: Phase; rooms: number }) {
  if (phase === 'closing') {
    return (
      <>
        <TimeLeft />
        <ClosingNote />
      </>
    );
  }
  return (
    <>
      {phase === 'open' && <TimeLeft />}
      <ShuffleButtons disabled={rooms === 0} />
      {phase === 'open' && <Rounds disabled={rooms === 0} />}
      <UndoButton />
    </>
  );
}

/** ST1, EN1: in the upper right corner. */
export function StartOrEnd({ phase, rooms }: { phase: Phase; rooms: number }) {
  const t = useTexts().dashboard;
  const send = useSend();
  const busy = useApp((state) => isPending(state, DASHBOARD));
  if (phase === 'closing') return null;
  if (phase === 'open') {
    return (
      <ActionButton busy={busy} look="danger" onPress={() => send({ type: 'end_breakout' })}>
        <Square aria-hidden fill="currentColor" size={14} />
        {t.end}
      </ActionButton>
    );
  }
  return (
    <ActionButton
      busy={busy}
      isDisabled={rooms === 0}
      look="primary"
      onPress={() => send({ type: 'start_breakout' })}
    >
      <Play aria-hidden fill="currentColor" size={14} />
      {t.start}
    </ActionButton>
  );
}
