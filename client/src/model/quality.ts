/** How well the media connections work, from what the browser counts. */

/** Counted since the connections were made. */
export interface Totals {
  readonly received: number;
  readonly lost: number;
  /** Share of what we send that does not arrive, 0 to 1, as the other side last said. */
  readonly lostAbove: number;
  /** Longest of both connections, in seconds. */
  readonly roundTrip: number;
  /** In seconds. */
  readonly jitter: number;
}

/** 4: works well; 3: with flaws; 2: badly; 1: hardly at all. */
export type Level = 1 | 2 | 3 | 4;

interface Bound {
  readonly level: Level;
  readonly loss: number;
  readonly roundTrip: number;
  readonly jitter: number;
}

/** Speech stays whole up to a few percent of loss; talking to and fro gets hard beyond a quarter of a second. */
const BOUNDS: readonly Bound[] = [
  { level: 1, loss: 0.2, roundTrip: 1, jitter: 0.3 },
  { level: 2, loss: 0.08, roundTrip: 0.5, jitter: 0.12 },
  { level: 3, loss: 0.03, roundTrip: 0.25, jitter: 0.06 },
];

/** Fewer packets than these between two measures tell nothing about loss. */
const TELLING = 20;

export function levelBetween(before: Totals, now: Totals): Level {
  const lost = Math.max(0, now.lost - before.lost);
  const all = lost + Math.max(0, now.received - before.received);
  const loss = Math.max(all >= TELLING ? lost / all : 0, now.lostAbove);
  const reached = BOUNDS.find(
    (bound) => loss >= bound.loss || now.roundTrip >= bound.roundTrip || now.jitter >= bound.jitter,
  );
  return reached?.level ?? 4;
}

/** What is shown: it follows the measures with some patience, so that it does not flicker. */
export interface Shown {
  readonly level: Level;
  /** Measures in a row that were on the same other side. */
  readonly turning: number;
}

export const WELL: Shown = { level: 4, turning: 0 };
const WORSE_AFTER = 2;
const BETTER_AFTER = 3;

export function follow(shown: Shown, measured: Level): Shown {
  if (measured === shown.level) return shown.turning === 0 ? shown : { ...shown, turning: 0 };
  const worse = measured < shown.level;
  const turning = shown.turning < 0 === worse ? shown.turning + (worse ? -1 : 1) : worse ? -1 : 1;
  const enough = worse ? -turning >= WORSE_AFTER : turning >= BETTER_AFTER;
  return enough ? { level: measured, turning: 0 } : { ...shown, turning };
}
