import { backoff } from './backoff.ts';

/**
 * When the pair of media connections is made and made anew. Rooms do not come into it: a move never changes this
 * state. The shell builds a new pair at `build`, tears it down at `close`, and calls `step` at `deadline`.
 */
export interface MediaSession {
  /** `idle`: no welcome yet, or the meeting is over; `down`: waiting for `until` or for a welcome. */
  readonly phase: 'idle' | 'building' | 'up' | 'down';
  /** Names one pair; frames of other attempts are stale. */
  readonly attempt: number;
  /** Failures in a row. */
  readonly failures: number;
  readonly online: boolean;
  readonly until: number;
  readonly upSince: number;
}

export type MediaInput =
  /** `held`: the server still holds working media of this page. */
  | { readonly type: 'welcomed'; readonly held: boolean }
  | { readonly type: 'offline' }
  /** The server lost its media. */
  | { readonly type: 'reset' }
  /** Both connections carry media. */
  | { readonly type: 'up' }
  | { readonly type: 'failed' }
  | { readonly type: 'time' }
  | { readonly type: 'hurry' }
  | { readonly type: 'stop' };

export type MediaEffect = { readonly type: 'build'; readonly attempt: number } | { readonly type: 'close' };

export interface MediaStep {
  readonly state: MediaSession;
  readonly effects: readonly MediaEffect[];
}

export const NO_MEDIA: MediaSession = {
  phase: 'idle',
  attempt: 0,
  failures: 0,
  online: false,
  until: 0,
  upSince: 0,
};

export const BUILD_LIMIT = 20_000;
/** A pair that worked this long was good: its failure starts counting anew. */
export const MEDIA_GOOD_AFTER = 30_000;
/** From here on the person is told; trying goes on. */
export const FAILURES_SHOWN = 3;
const FIRST_WAIT = 500;
const LONGEST_WAIT = 20_000;

const still = (state: MediaSession): MediaStep => ({ state, effects: [] });

function build(state: MediaSession, now: number): MediaStep {
  const attempt = state.attempt + 1;
  return {
    state: { ...state, phase: 'building', attempt, until: now + BUILD_LIMIT },
    effects: [{ type: 'close' }, { type: 'build', attempt }],
  };
}

function fail(state: MediaSession, now: number, random: number): MediaStep {
  if (state.phase !== 'building' && state.phase !== 'up') return still(state);
  const wasGood = state.phase === 'up' && now - state.upSince >= MEDIA_GOOD_AFTER;
  const failures = (wasGood ? 0 : state.failures) + 1;
  const until = now + backoff(failures, random, FIRST_WAIT, LONGEST_WAIT);
  return { state: { ...state, phase: 'down', failures, until }, effects: [{ type: 'close' }] };
}

function welcomed(state: MediaSession, held: boolean, now: number): MediaStep {
  const online = { ...state, online: true };
  const working = held && (state.phase === 'up' || state.phase === 'building');
  return working ? still(online) : build(online, now);
}

function time(state: MediaSession, now: number, random: number): MediaStep {
  const due = mediaDeadline(state);
  if (due === null || now < due) return still(state);
  return state.phase === 'building' ? fail(state, now, random) : build(state, now);
}

/** When `step` wants to be called with `time`; null: not before something else happens. */
export function mediaDeadline(state: MediaSession): number | null {
  if (state.phase === 'building') return state.until;
  // Without the socket nothing can be negotiated; the next welcome starts it.
  return state.phase === 'down' && state.online ? state.until : null;
}

export function stepMedia(state: MediaSession, input: MediaInput, now: number, random: number): MediaStep {
  switch (input.type) {
    case 'welcomed':
      return welcomed(state, input.held, now);
    case 'offline':
      return still({ ...state, online: false });
    case 'reset':
      return state.online && state.phase !== 'idle' ? build(state, now) : still(state);
    case 'up':
      return still(state.phase === 'building' ? { ...state, phase: 'up', upSince: now } : state);
    case 'failed':
      return fail(state, now, random);
    case 'time':
      return time(state, now, random);
    case 'hurry':
      return state.phase === 'down' && state.online ? build(state, now) : still(state);
    case 'stop':
      return { state: NO_MEDIA, effects: [{ type: 'close' }] };
  }
}

export const connectionShown = (state: MediaSession): 'none' | 'connecting' | 'up' | 'failed' => {
  if (state.phase === 'idle') return 'none';
  if (state.phase === 'up') return 'up';
  return state.failures >= FAILURES_SHOWN ? 'failed' : 'connecting';
};
