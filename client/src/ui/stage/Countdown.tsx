import { useEffect, useState } from 'react';
import { MAIN_ROOM, selectCountdown } from '../../model/selectors.ts';
import { useAnnounce } from '../parts/Live.tsx';
import { Ring } from '../parts/Ring.tsx';
import { useApp, useNow, useStore, useTexts } from '../store.tsx';

/** How long the countdown to `due` is in all, for the ring: what was left when it was first seen. */
function useWhole(due: number | null, left: number): number {
  const [first, setFirst] = useState({ due, left });
  if (first.due !== due) setFirst({ due, left });
  return Math.max(1, first.left);
}

function useSentence(): string | null {
  const t = useTexts().countdown;
  const move = useApp((state) => state.records.me?.move ?? null);
  if (!move) return null;
  return move.room === MAIN_ROOM ? t.back : t.going(move.room_name);
}

/** MV2: where one is going and when, over the stage; read out once. */
export function Countdown() {
  const store = useStore();
  const t = useTexts().countdown;
  const announce = useAnnounce();
  const due = useApp((state) => state.records.me?.move?.due ?? null);
  const closing = useApp((state) => state.records.meeting?.phase === 'closing');
  useApp((state) => state.clockOffset);
  const sentence = useSentence();
  const now = useNow(due !== null, 100);
  const countdown = selectCountdown(store.getState(), now);
  const whole = useWhole(due, countdown?.left ?? 0);
  const seconds = due === null ? 0 : (selectCountdown(store.getState(), Date.now())?.seconds ?? 0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: read out once for each move, not each second
  useEffect(() => {
    if (sentence !== null && due !== null) announce(`${sentence} ${t.inSeconds(seconds)}`, true);
  }, [sentence, due]);
  if (!countdown || sentence === null) return null;
  return (
    <div className="countdown">
      <span className="countdown-ring">
        <Ring rest={countdown.left / whole} size={64} width={5} />
        <span className="countdown-seconds">{countdown.seconds}</span>
      </span>
      <span className="countdown-text">
        {closing && <span className="muted">{t.closing}</span>}
        <strong dir="auto">{sentence}</strong>
      </span>
    </div>
  );
}
