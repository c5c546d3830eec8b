import { ChevronsDown, ChevronsUp, Play, Search, Shuffle, Square, Timer, X } from 'lucide-react';
import { type RefObject, useState } from 'react';
import { Dialog, DialogTrigger, Input, Popover, SearchField } from 'react-aria-components';
import { isPending } from '../../model/selectors.ts';
import type { Command, Phase } from '../../wire.gen.ts';
import { AddTimeForm, ClosingNote, useRemaining } from '../bar/RemainingTime.tsx';
import { clock } from '../format.ts';
import { ActionButton, IconButton } from '../parts/Button.tsx';
import { useApp, useStore, useTexts } from '../store.tsx';

export const DASHBOARD = 'dashboard';

interface HeadProps {
  readonly phase: Phase;
  readonly rooms: number;
  readonly query: string;
  readonly found: number | null;
  readonly onQuery: (query: string) => void;
  readonly full: boolean;
  readonly onFull: (full: boolean) => void;
  readonly onClose: () => void;
  readonly titleRef: RefObject<HTMLHeadingElement | null>;
}

function SearchPeople({ query, found, onQuery }: Pick<HeadProps, 'query' | 'found' | 'onQuery'>) {
  const t = useTexts().dashboard;
  const hint = query.trim().length === 1 ? t.searchShort : found === null ? '' : t.found(found);
  return (
    <SearchField aria-label={t.search} className="dash-search" onChange={onQuery} value={query}>
      <Search aria-hidden className="muted" size={16} />
      <Input className="input" dir="auto" placeholder={t.search} />
      <span className="dash-found muted" role="status">
        {hint}
      </span>
    </SearchField>
  );
}

/** TM2, in the dashboard: the clock and *Add time*. */
function TimeLeft() {
  const t = useTexts();
  const { actions } = useStore();
  const remaining = useRemaining();
  const [open, setOpen] = useState(false);
  const place = `${DASHBOARD}/time`;
  if (!remaining) return null;
  const change = (next: boolean) => {
    setOpen(next);
    if (!next) actions.dismissRefusal(place);
  };
  return (
    <div className="dash-time">
      <span aria-label={t.bar.remaining} className="bar-clock" data-warning={remaining.warning} role="timer">
        <Timer aria-hidden size={16} />
        {clock(remaining.seconds)}
      </span>
      <DialogTrigger isOpen={open} onOpenChange={change}>
        <ActionButton>{t.dashboard.addTime}</ActionButton>
        <Popover className="popover" placement="bottom">
          <Dialog aria-label={t.dashboard.addTime} className="popover-dialog">
            <AddTimeForm onDone={() => change(false)} place={place} />
          </Dialog>
        </Popover>
      </DialogTrigger>
    </div>
  );
}

function Commands({ phase, rooms }: { phase: Phase; rooms: number }) {
  const t = useTexts().dashboard;
  const { actions } = useStore();
  const busy = useApp((state) => isPending(state, DASHBOARD));
  const send = (command: Command) => void actions.command(command, DASHBOARD);
  if (phase === 'closing') return <ClosingNote />;
  return (
    <>
      <ActionButton isDisabled={rooms === 0} onPress={() => send({ type: 'shuffle', memory: false })}>
        <Shuffle aria-hidden size={16} />
        {t.shuffle}
      </ActionButton>
      {phase === 'open' ? (
        <ActionButton busy={busy} look="danger" onPress={() => send({ type: 'end_breakout' })}>
          <Square aria-hidden fill="currentColor" size={14} />
          {t.end}
        </ActionButton>
      ) : (
        <ActionButton
          isDisabled={rooms === 0}
          busy={busy}
          look="primary"
          onPress={() => send({ type: 'start_breakout' })}
        >
          <Play aria-hidden fill="currentColor" size={14} />
          {t.start}
        </ActionButton>
      )}
    </>
  );
}

export function DashboardHead(props: HeadProps) {
  const { phase, rooms, query, found, onQuery, full, onFull, onClose, titleRef } = props;
  const t = useTexts().dashboard;
  return (
    <header className="dash-head">
      <div className="dash-title">
        <h2 className="panel-title" ref={titleRef} tabIndex={-1}>
          {t.title}
        </h2>
        {phase === 'draft' && <span className="tag">{t.draft}</span>}
      </div>
      <SearchPeople found={found} onQuery={onQuery} query={query} />
      <div className="dash-commands">
        {phase === 'open' && <TimeLeft />}
        <Commands phase={phase} rooms={rooms} />
      </div>
      <div className="dash-window">
        <IconButton label={full ? t.part : t.full} onPress={() => onFull(!full)}>
          {full ? <ChevronsDown aria-hidden size={20} /> : <ChevronsUp aria-hidden size={20} />}
        </IconButton>
        <IconButton label={t.close} onPress={onClose}>
          <X aria-hidden size={20} />
        </IconButton>
      </div>
    </header>
  );
}
