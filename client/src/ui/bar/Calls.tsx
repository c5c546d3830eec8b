import { Bell } from 'lucide-react';
import { useEffect, useId, useRef } from 'react';
import { Dialog, DialogTrigger, Popover } from 'react-aria-components';
import { selectCalls } from '../../model/desk.ts';
import { isPending } from '../../model/selectors.ts';
import type { CallRecord } from '../../wire.gen.ts';
import { clock } from '../format.ts';
import { Avatar } from '../parts/Avatar.tsx';
import { ActionButton } from '../parts/Button.tsx';
import { useAnnounce } from '../parts/Live.tsx';
import { RefusalAt } from '../parts/Refusal.tsx';
import { useApp, useNow, useStore, useTexts } from '../store.tsx';
import { BarAction } from './BarAction.tsx';

export const callPlace = (person: string): string => `call/${person}`;

/** How long somebody has been waiting, by the server's clock. */
export function Waited({ at }: { at: number }) {
  const offset = useApp((state) => state.clockOffset);
  const now = useNow(true, 1000);
  return <time className="waited">{clock((now + offset - at) / 1000)}</time>;
}

function Claim({ call }: { call: CallRecord }) {
  const t = useTexts().calls;
  const { actions } = useStore();
  const me = useApp((state) => state.records.me?.id);
  const place = callPlace(call.person);
  const busy = useApp((state) => isPending(state, place));
  if (call.claimed_by === me) return null;
  return (
    <ActionButton
      busy={busy}
      onPress={() => void actions.command({ type: 'claim_call', person: call.person }, place)}
      small
    >
      {t.claim}
    </ActionButton>
  );
}

/** CA1: who calls, from where, why, for how long, and what one may do about it. */
function CallEntry({ call }: { call: CallRecord }) {
  const t = useTexts().calls;
  const { actions } = useStore();
  const name = useId();
  const me = useApp((state) => state.records.me?.id);
  const place = callPlace(call.person);
  return (
    <li className="call">
      <div className="call-head">
        <Avatar id={call.person} name={call.name} />
        <span className="call-who" id={name}>
          <bdi className="truncate call-name">{call.name}</bdi>
          <bdi className="truncate muted">{call.room_name}</bdi>
        </span>
        <Waited at={call.at} />
      </div>
      {call.reason !== null && call.reason !== '' && (
        <p className="call-reason" dir="auto">
          {call.reason}
        </p>
      )}
      {call.claimed_by !== null && (
        <p className="claimed">
          {call.claimed_by === me ? t.claimedByMe : t.claimed(call.claimed_by_name ?? '')}
        </p>
      )}
      <div className="call-actions">
        <ActionButton
          aria-describedby={name}
          look="primary"
          onPress={() => void actions.command({ type: 'answer_call', person: call.person }, place)}
          small
        >
          {t.join}
        </ActionButton>
        <Claim call={call} />
        <ActionButton
          aria-describedby={name}
          look="quiet"
          onPress={() => void actions.command({ type: 'dismiss_call', person: call.person }, place)}
          small
        >
          {t.dismiss}
        </ActionButton>
      </div>
      <RefusalAt place={place} />
    </li>
  );
}

/** Reads out each call when it comes. */
function useCallNews(calls: readonly CallRecord[]): void {
  const t = useTexts().calls;
  const announce = useAnnounce();
  const known = useRef<ReadonlySet<string>>(new Set());
  useEffect(() => {
    const fresh = calls.filter(({ person, at }) => !known.current.has(`${person} ${at}`));
    known.current = new Set(calls.map(({ person, at }) => `${person} ${at}`));
    if (fresh.length > 0) announce(fresh.map((call) => t.from(call.name, call.room_name)).join('. '), true);
  }, [calls, announce, t]);
}

/** CA1: all open calls, the oldest first. */
function CallDesk({ calls }: { calls: readonly CallRecord[] }) {
  const t = useTexts();
  return (
    <>
      {calls.length === 0 && <p className="muted">{t.calls.none}</p>}
      {calls.length > 0 && (
        <ol aria-label={t.calls.list} className="call-list">
          {calls.map((call) => (
            <CallEntry call={call} key={call.person} />
          ))}
        </ol>
      )}
    </>
  );
}

/** CA1: the bell, for every moderator in whatever room; it opens the call desk, beside which the meeting goes on. */
export function CallsButton() {
  const t = useTexts();
  const calls = useApp(selectCalls);
  const waiting = useId();
  useCallNews(calls);
  return (
    <>
      <DialogTrigger>
        <BarAction
          caller={calls.length > 0}
          count={calls.length}
          describedBy={waiting}
          icon={<Bell aria-hidden size={18} />}
          label={t.calls.button}
        />
        <Popover className="popover" isNonModal placement="bottom end">
          <Dialog aria-label={t.calls.button} className="popover-dialog call-desk">
            <CallDesk calls={calls} />
          </Dialog>
        </Popover>
      </DialogTrigger>
      <span className="visually-hidden" id={waiting}>
        {t.calls.waiting(calls.length)}
      </span>
    </>
  );
}
