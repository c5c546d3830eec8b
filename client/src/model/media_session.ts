import { backoff } from './backoff.ts';

/**
 * When the pair of media connections is made, finds another way and is made anew. Rooms do not come into it: a move never changes this
 * state. The shell builds a new pair at `build`, tears it down at `close`, and calls `step` at `deadline`.
 */
export interface MediaSession {
  /**
   * `idle`: no welcome yet, or the meeting is over; `restarting`: the pair finds another way through the network;
   * `down`: waiting for `until` or for a welcome.
   */
  readonly phase: 'idle' | 'building' | 'up' | 'restarting' | 'down';
  /** Names one pair; frames of other attempts are stale. */
  readonly attempt: number;
  /** Failures in a row. */
  readonly failures: number;
  /** ICE restarts in a row that brought nothing yet. */
  readonly restarts: number;
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
  /** A connection has lost its way: nothing arrives any more. */
  | { readonly type: 'broken' }
  /** This machine is in another network, or in one again. */
  | { readonly type: 'network' }
  | { readonly type: 'failed' }
  | { readonly type: 'time' }
  | { readonly type: 'hurry' }
  | { readonly type: 'stop' };

export type MediaEffect =
  | { readonly type: 'build'; readonly attempt: number }
  | { readonly type: 'restart' }
  | { readonly type: 'close' };

export interface MediaStep {
  readonly state: MediaSession;
  readonly effects: readonly MediaEffect[];
}

export const NO_MEDIA: MediaSession = {
  phase: 'idle',
  attempt: 0,
  failures: 0,
  restarts: 0,
  online: false,
  until: 0,
  upSince: 0,
};

export const BUILD_LIMIT = 20_000;
/** An ICE restart takes a few round trips; one that takes longer is tried again. */
export const RESTART_LIMIT = 4_000;
/** After so many in vain the pair is made anew. */
export const MOST_RESTARTS = 3;
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
    state: { ...state, phase: 'building', attempt, restarts: 0, until: now + BUILD_LIMIT },
    effects: [{ type: 'close' }, { type: 'build', attempt }],
  };
}

/** Without the socket nothing can be negotiated; then the next welcome starts it. */
function restart(state: MediaSession, restarts: number, now: number): MediaStep {
  const restarting: MediaSession = { ...state, phase: 'restarting', restarts, until: now + RESTART_LIMIT };
  return { state: restarting, effects: state.online ? [{ type: 'restart' }] : [] };
}

const hasWorked = (state: MediaSession): boolean => state.phase === 'up' || state.phase === 'restarting';

function fail(state: MediaSession, now: number, random: number): MediaStep {
  if (state.phase !== 'building' && !hasWorked(state)) return still(state);
  const wasGood = hasWorked(state) && now - state.upSince >= MEDIA_GOOD_AFTER;
  const failures = (wasGood ? 0 : state.failures) + 1;
  const until = now + backoff(failures, random, FIRST_WAIT, LONGEST_WAIT);
  return { state: { ...state, phase: 'down', failures, until }, effects: [{ type: 'close' }] };
}

function welcomed(state: MediaSession, held: boolean, now: number): MediaStep {
  const online = { ...state, online: true };
  if (held && state.phase === 'restarting') return restart(online, 1, now);
  const working = held && (state.phase === 'up' || state.phase === 'building');
  return working ? still(online) : build(online, now);
}

function time(state: MediaSession, now: number, random: number): MediaStep {
  const due = mediaDeadline(state);
  if (due === null || now < due) return still(state);
  if (state.phase === 'restarting' && state.restarts < MOST_RESTARTS) {
    return restart(state, state.restarts + 1, now);
  }
  return state.phase === 'down' ? build(state, now) : fail(state, now, random);
}

/** When `step` wants to be called with `time`; null: not before something else happens. */
export function mediaDeadline(state: MediaSession): number | null {
  if (state.phase === 'building') return state.until;
  // Without the socket nothing can be negotiated; the next welcome starts it.
  const negotiates = state.phase === 'down' || state.phase === 'restarting';
  return negotiates && state.online ? state.until : null;
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
      if (state.phase === 'building') return still({ ...state, phase: 'up', upSince: now });
      return still(state.phase === 'restarting' ? { ...state, phase: 'up', restarts: 0 } : state);
    case 'broken':
      return state.phase === 'up' ? restart(state, 1, now) : still(state);
    case 'network':
      return hasWorked(state) ? restart(state, 1, now) : still(state);
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
