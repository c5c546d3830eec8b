import type { Command, DownFrame, Reaction, UpFrame } from '../wire.gen.ts';
import { backoff } from './backoff.ts';
import { addSample, type ClockState } from './clock.ts';
import { type AfterClose, afterClose } from './close_codes.ts';
import { applyChanges, fromView, NO_RECORDS, type Records } from './records.ts';
import type { Notice, Refusal } from './wire.ts';

/** A pure state machine: the shell dials, sends and hangs up as told, and calls `step` at `deadline`. */

export type Phase = 'idle' | 'dialling' | 'greeting' | 'live' | 'waiting' | 'ended';

export interface Waiting {
  readonly id: string;
  readonly command: Command;
}

export interface Connection {
  readonly phase: Phase;
  readonly seat: string;
  readonly page: string;
  readonly epoch: string | null;
  readonly seq: number | null;
  readonly records: Records;
  readonly speaking: readonly string[];
  readonly qualities: Readonly<Record<string, number>>;
  readonly clock: ClockState;
  /** Commands without an answer, oldest first; they are sent again with the same id after an outage. */
  readonly waiting: readonly Waiting[];
  /** Failed tries since the connection was last good. */
  readonly attempt: number;
  /** When the connection was lost, local time; null while it is good. */
  readonly lostAt: number | null;
  /** The server said that it restarts, a moment ago. */
  readonly restarting: boolean;
  readonly liveSince: number;
  /** When this phase has lasted too long, or the wait is over. */
  readonly until: number;
  readonly helloAt: number;
  readonly nextPing: number;
  readonly pingsLeft: number;
  readonly unanswered: number | null;
}

export type Input =
  /** `waiting` was asked for before a reload and has had no answer. */
  | {
      readonly type: 'start';
      readonly seat: string;
      readonly page: string;
      readonly waiting: readonly Waiting[];
    }
  | { readonly type: 'opened' }
  | { readonly type: 'frame'; readonly frame: DownFrame }
  | { readonly type: 'closed'; readonly code: number }
  | { readonly type: 'time' }
  /** The network came back or the person pressed *retry*. */
  | { readonly type: 'hurry' }
  | { readonly type: 'command'; readonly id: string; readonly command: Command }
  | { readonly type: 'stop' };

export type MediaFrame = Extract<
  DownFrame,
  { readonly type: 'published' | 'subscribe' | 'candidate' | 'slots' | 'relays' | 'media_reset' }
>;

export type Effect =
  | { readonly type: 'dial' }
  | { readonly type: 'hang_up' }
  | { readonly type: 'send'; readonly frame: UpFrame }
  /** `resumed`: the page went on where it was; else it was given everything anew. */
  | { readonly type: 'welcomed'; readonly media: boolean; readonly resumed: boolean }
  | { readonly type: 'answered'; readonly id: string; readonly refusal: Refusal | null }
  | { readonly type: 'notices'; readonly notices: readonly Notice[] }
  | { readonly type: 'reaction'; readonly person: string; readonly reaction: Reaction }
  | { readonly type: 'media'; readonly frame: MediaFrame }
  /** The server found fault with a frame of ours: a bug to report. */
  | { readonly type: 'fault'; readonly code: string; readonly message: string }
  | { readonly type: 'ended'; readonly reason: 'expired' | 'replaced' | 'removed' };

export interface Step {
  readonly state: Connection;
  readonly effects: readonly Effect[];
}

export const OPENING_LIMIT = 10_000;
/** A connection that lasted this long was good: the next loss starts counting anew. */
export const GOOD_AFTER = 10_000;
export const PING_EVERY = 10_000;
/** A restart takes seconds: until then dialling stays frequent, so that everybody is back soon after it. */
export const RESTART_LIMIT = 60_000;
const FIRST_WAIT = 250;
const LONGEST_WAIT_AT_FIRST = 1_000;
const LONGEST_WAIT = 10_000;
/** The clock wants several samples soon after each welcome. */
export const FIRST_PINGS = 5;
export const FIRST_PING_EVERY = 200;
export const PONG_LIMIT = 10_000;
/** In another network an old socket is mostly dead; one that is not answers sooner than this. */
export const HURRIED_LIMIT = 1_000;

export const IDLE: Connection = {
  phase: 'idle',
  seat: '',
  page: '',
  epoch: null,
  seq: null,
  records: NO_RECORDS,
  speaking: [],
  qualities: {},
  clock: [],
  waiting: [],
  attempt: 0,
  lostAt: null,
  restarting: false,
  liveSince: 0,
  until: 0,
  helloAt: 0,
  nextPing: 0,
  pingsLeft: 0,
  unanswered: null,
};

const still = (state: Connection): Step => ({ state, effects: [] });

function dial(state: Connection, now: number): Step {
  return { state: { ...state, phase: 'dialling', until: now + OPENING_LIMIT }, effects: [{ type: 'dial' }] };
}

function lose(state: Connection, now: number, random: number, atOnce: boolean): Step {
  const wasGood = state.phase === 'live' && now - state.liveSince >= GOOD_AFTER;
  const attempt = (wasGood ? 0 : state.attempt) + 1;
  const lostAt = state.lostAt ?? now;
  const restarting = state.restarting && now - lostAt < RESTART_LIMIT;
  const lost: Connection = { ...state, attempt, lostAt, restarting, speaking: [], qualities: {} };
  // Only the first resume is immediate: a server that keeps asking for it is as good as down.
  if (atOnce && attempt === 1) return dial(lost, now);
  const longest = now - lostAt < RESTART_LIMIT ? LONGEST_WAIT_AT_FIRST : LONGEST_WAIT;
  // A restart loses everybody in the same instant, and takes longer than the first wait.
  const first = restarting ? LONGEST_WAIT_AT_FIRST : FIRST_WAIT;
  return still({ ...lost, phase: 'waiting', until: now + backoff(attempt, random, first, longest) });
}

const opening = (phase: Phase): boolean => phase === 'dialling' || phase === 'greeting';

function hello(state: Connection, now: number): Step {
  if (state.phase !== 'dialling') return still(state);
  const { seat, page, epoch, seq } = state;
  return {
    state: { ...state, phase: 'greeting', until: now + OPENING_LIMIT, helloAt: now },
    effects: [{ type: 'send', frame: { type: 'hello', seat, page, epoch, since: seq } }],
  };
}

type Frame<T extends DownFrame['type']> = Extract<DownFrame, { readonly type: T }>;

function welcome(state: Connection, frame: Frame<'welcome'>, now: number): Step {
  const resumed = frame.view === null;
  const live: Connection = {
    ...state,
    phase: 'live',
    epoch: frame.epoch,
    seq: resumed ? state.seq : frame.seq,
    records: frame.view === null ? state.records : fromView(frame.view),
    clock: addSample(state.clock, { sent: state.helloAt, received: now, server: frame.now }),
    lostAt: null,
    restarting: false,
    liveSince: now,
    nextPing: now,
    pingsLeft: FIRST_PINGS,
    unanswered: null,
  };
  return {
    state: live,
    effects: [
      { type: 'welcomed', media: frame.media, resumed },
      ...state.waiting.map(
        ({ id, command }): Effect => ({ type: 'send', frame: { type: 'command', id, command } }),
      ),
    ],
  };
}

function changes(state: Connection, frame: Frame<'changes'>, now: number, random: number): Step {
  const seq = state.seq ?? 0;
  if (frame.seq <= seq) return still(state);
  if (frame.seq > seq + 1) {
    const lost = lose(state, now, random, true);
    return { state: lost.state, effects: [{ type: 'hang_up' }, ...lost.effects] };
  }
  return {
    state: { ...state, seq: frame.seq, records: applyChanges(state.records, frame.changes) },
    effects: frame.notices.length === 0 ? [] : [{ type: 'notices', notices: frame.notices }],
  };
}

function answer(state: Connection, frame: Frame<'answer'>): Step {
  if (!state.waiting.some(({ id }) => id === frame.id)) return still(state);
  return {
    state: { ...state, waiting: state.waiting.filter(({ id }) => id !== frame.id) },
    effects: [{ type: 'answered', id: frame.id, refusal: frame.refusal }],
  };
}

function receive(state: Connection, frame: DownFrame, now: number, random: number): Step {
  if (frame.type === 'error') return { state, effects: [{ ...frame, type: 'fault' }] };
  if (frame.type === 'welcome') return state.phase === 'greeting' ? welcome(state, frame, now) : still(state);
  // They come before the welcome that starts the media.
  if (frame.type === 'relays') return { state, effects: [{ type: 'media', frame }] };
  if (state.phase !== 'live') return still(state);
  const heard: Connection = { ...state, unanswered: null };
  switch (frame.type) {
    case 'changes':
      return changes(heard, frame, now, random);
    case 'answer':
      return answer(heard, frame);
    case 'pong':
      return still({
        ...heard,
        clock: addSample(state.clock, { sent: frame.at, received: now, server: frame.now }),
      });
    case 'quality':
      return still({ ...heard, qualities: frame.people });
    case 'speaking':
      return still({ ...heard, speaking: frame.people });
    case 'reaction':
      return { state: heard, effects: [frame] };
    default:
      return { state: heard, effects: [{ type: 'media', frame }] };
  }
}

/** What the page says itself about a command that made the server hang up. */
export const UNSENDABLE: Refusal = {
  code: 'UNSENDABLE',
  message: 'The server could not take this. Please try it another way.',
};

function close(state: Connection, after: AfterClose, now: number, random: number): Step {
  if (state.phase === 'idle' || state.phase === 'ended' || state.phase === 'waiting') return still(state);
  switch (after) {
    case 'expired':
    case 'replaced':
    case 'removed':
      return { state: { ...state, phase: 'ended' }, effects: [{ type: 'ended', reason: after }] };
    case 'drop':
      return {
        state: lose({ ...state, waiting: [] }, now, random, false).state,
        effects: state.waiting.map(({ id }): Effect => ({ type: 'answered', id, refusal: UNSENDABLE })),
      };
    case 'resume':
      return lose(state, now, random, true);
    case 'restart':
      return lose({ ...state, restarting: true }, now, random, false);
    case 'retry':
      return lose(state, now, random, false);
  }
}

function ping(state: Connection, now: number): Step {
  const pingsLeft = Math.max(0, state.pingsLeft - 1);
  return {
    state: {
      ...state,
      pingsLeft,
      nextPing: now + (pingsLeft > 0 ? FIRST_PING_EVERY : PING_EVERY),
      unanswered: state.unanswered ?? now,
    },
    effects: [{ type: 'send', frame: { type: 'ping', at: now } }],
  };
}

function time(state: Connection, now: number, random: number): Step {
  const due = deadline(state);
  if (due === null || now < due) return still(state);
  if (state.phase === 'waiting') return dial(state, now);
  if (opening(state.phase) || (state.unanswered !== null && now >= state.unanswered + PONG_LIMIT)) {
    const lost = lose(state, now, random, false);
    return { state: lost.state, effects: [{ type: 'hang_up' }, ...lost.effects] };
  }
  return ping(state, now);
}

/** When `step` wants to be called with `time`, in local time; null: not before something else happens. */
export function deadline(state: Connection): number | null {
  switch (state.phase) {
    case 'idle':
    case 'ended':
      return null;
    case 'live':
      return state.unanswered === null
        ? state.nextPing
        : Math.min(state.nextPing, state.unanswered + PONG_LIMIT);
    default:
      return state.until;
  }
}

function hurry(state: Connection, now: number): Step {
  if (state.phase === 'waiting') return dial(state, now);
  const hurriedSince = now - PONG_LIMIT + HURRIED_LIMIT;
  if (state.phase === 'live') {
    return still({ ...state, nextPing: now, unanswered: Math.min(state.unanswered ?? now, hurriedSince) });
  }
  if (!opening(state.phase)) return still(state);
  const began = state.until - OPENING_LIMIT;
  return now - began < HURRIED_LIMIT ? still(state) : dial(state, now);
}

function command(state: Connection, id: string, wanted: Command): Step {
  const queued: Connection = { ...state, waiting: [...state.waiting, { id, command: wanted }] };
  if (state.phase !== 'live') return still(queued);
  return { state: queued, effects: [{ type: 'send', frame: { type: 'command', id, command: wanted } }] };
}

/** `now` is Date.now(), `random` from [0, 1). Inputs that no longer fit the phase change nothing. */
export function step(state: Connection, input: Input, now: number, random: number): Step {
  switch (input.type) {
    case 'start':
      return dial({ ...IDLE, seat: input.seat, page: input.page, waiting: input.waiting }, now);
    case 'opened':
      return hello(state, now);
    case 'frame':
      return receive(state, input.frame, now, random);
    case 'closed':
      return close(state, afterClose(input.code), now, random);
    case 'time':
      return time(state, now, random);
    case 'hurry':
      return hurry(state, now);
    case 'command':
      return command(state, input.id, input.command);
    case 'stop':
      return { state: { ...state, phase: 'ended' }, effects: [{ type: 'hang_up' }] };
  }
}
