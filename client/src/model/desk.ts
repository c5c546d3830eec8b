import type {
  ActionRecord,
  AnnouncementRecord,
  BroadcastRecord,
  CallRecord,
  OwnCallRecord,
} from '../wire.gen.ts';
import type { AppState, NoticeEntry } from './app.ts';
import { memo } from './memo.ts';
import type { Records } from './records.ts';
import { isModeratorRole, MAIN_ROOM } from './selectors.ts';

/** What moderators and rooms say to each other: calls, broadcasts, voices, notices, the action log. */

/** CA1: all open calls, the oldest first. */
export const selectCalls = memo(
  (state: AppState) => [state.records.calls] as const,
  (calls): readonly CallRecord[] =>
    [...calls.values()].sort((a, b) => a.at - b.at || (a.person < b.person ? -1 : 1)),
);

export interface OwnCall {
  /** null: nobody has been called. */
  readonly call: OwnCallRecord | null;
}

/** CA1: what a participant in a breakout room may do about calling; null: nothing. */
export const selectOwnCall = memo(
  (state: AppState) => [state.records.meeting, state.records.me] as const,
  (meeting, me): OwnCall | null => {
    if (!meeting || !me || meeting.phase !== 'open' || me.room === MAIN_ROOM) return null;
    if (isModeratorRole(me.role)) return null;
    return meeting.allow.call || me.call !== null ? { call: me.call } : null;
  },
);

/** BC1: what was announced in the room one is in, the newest first. */
export const selectAnnouncements = memo(
  (state: AppState) => [state.records.announcements] as const,
  (announcements): readonly AnnouncementRecord[] =>
    [...announcements.values()].sort((a, b) => b.at - a.at || (a.id < b.id ? 1 : -1)),
);

/** BC1, for moderators: what was sent to which rooms, the newest first. */
export const selectBroadcasts = memo(
  (state: AppState) => [state.records.broadcasts] as const,
  (broadcasts): readonly BroadcastRecord[] =>
    [...broadcasts.values()].sort((a, b) => b.at - a.at || (a.id < b.id ? 1 : -1)),
);

/** What moderators did, the newest first. */
export const selectActions = memo(
  (state: AppState) => [state.records.actions] as const,
  (actions): readonly ActionRecord[] => [...actions.values()].sort((a, b) => b.number - a.number),
);

export interface Voices {
  /** I speak to all rooms. */
  readonly mine: boolean;
  /** Who else does. */
  readonly names: readonly string[];
}

/** BC1 *Voice*: who speaks to all rooms now. */
export const selectVoices = memo(
  (state: AppState) => [state.records.meeting?.voices, state.records.me?.id] as const,
  (voices, me): Voices => ({
    mine: voices?.some(({ person }) => person === me) ?? false,
    names: (voices ?? []).filter(({ person }) => person !== me).map(({ name }) => name),
  }),
);

export interface LateArrival {
  readonly person: string;
  readonly name: string;
  /** The name of the room they are sent to; null: they wait for a room. */
  readonly room: string | null;
}

export interface LateArrivals {
  /** The notices that say so, to dismiss them. */
  readonly ids: readonly number[];
  /** In the order of arrival, the latest last. */
  readonly people: readonly LateArrival[];
  /** JN4: they wait in the main room until a moderator gives them a room. */
  readonly waiting: readonly string[];
}

const waits = (records: Records, person: string): boolean => {
  const record = records.people.get(person);
  return record !== undefined && record.assignment === null && record.room === MAIN_ROOM && !record.move;
};

/** JN4: late joiners a moderator has not dismissed; who has left since, or has got a room, is no news any more. None after the session. */
export const selectLateArrivals = memo(
  (state: AppState) => [state.notices, state.records] as const,
  (notices: readonly NoticeEntry[], records): LateArrivals | null => {
    const late = notices.flatMap(({ id, notice }) =>
      notice.kind === 'late_joiner' && records.people.has(notice.person) ? [{ id, ...notice }] : [],
    );
    const news = late.filter(({ room, person }) => room !== null || waits(records, person));
    if (news.length === 0 || records.meeting?.phase !== 'open') return null;
    return {
      ids: news.map(({ id }) => id),
      people: news.map(({ person, name, room }) => ({ person, name, room })),
      waiting: news
        .filter(({ room }) => room === null && records.meeting?.late === 'hold')
        .map(({ person }) => person),
    };
  },
);

/** CA1: the notices that say that nobody is coming; none while a new call is open. */
export const selectDismissedCalls = memo(
  (state: AppState) => [state.notices, state.records.me?.call] as const,
  (notices, call): readonly number[] =>
    call ? [] : notices.filter(({ notice }) => notice.kind === 'call_dismissed').map(({ id }) => id),
);
