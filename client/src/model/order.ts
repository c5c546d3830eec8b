import type { WaitingRecord } from '../wire.gen.ts';
import type { AppState, NoticeEntry } from './app.ts';
import { memo } from './memo.ts';
import { type Listed, listed, type Seen } from './people.ts';
import { isModeratorRole, selectIsModerator } from './selectors.ts';
import type { Notice } from './wire.ts';

/** Keeping order: who is where, whose hand came first, who waits, and what a moderator did to oneself. */

export interface ListedPerson extends Listed {
  /** 1 for whoever raised their hand first; null: it is down. */
  readonly handNumber: number | null;
  readonly room: string;
}

const byHand = (a: Seen, b: Seen): number => (a.hand_at ?? 0) - (b.hand_at ?? 0) || (a.id < b.id ? -1 : 1);

function numbered(people: Iterable<Seen>): ReadonlyMap<string, number> {
  const raised = [...people].filter(({ hand }) => hand).sort(byHand);
  return new Map(raised.map(({ id }, index) => [id, index + 1]));
}

/** RM1: the raised hands of the room, 1 for the first. */
export const selectHands = memo(
  (state: AppState) => [state.records.mates] as const,
  (mates): ReadonlyMap<string, number> => numbered(mates.values()),
);

const LAST = Number.MAX_SAFE_INTEGER;

/** Raised hands first, in their order, then by name. */
const inOrder = (a: ListedPerson, b: ListedPerson): number =>
  (a.handNumber ?? LAST) - (b.handNumber ?? LAST) || a.name.localeCompare(b.name) || (a.id < b.id ? -1 : 1);

const sorted = (people: readonly ListedPerson[]): readonly ListedPerson[] => [...people].sort(inOrder);

const inRoom = (
  person: Seen,
  hands: ReadonlyMap<string, number>,
  me: string,
  room: string,
): ListedPerson => ({
  ...listed(person, me),
  room,
  handNumber: hands.get(person.id) ?? null,
});

/** Everybody in the room one is in. */
export const selectHere = memo(
  (state: AppState) => [state.records.mates, state.records.me, state.records.room] as const,
  (mates, me, room): readonly ListedPerson[] => {
    const hands = numbered(mates.values());
    return sorted([...mates.values()].map((mate) => inRoom(mate, hands, me?.id ?? '', room?.name ?? '')));
  },
);

/** For moderators: everybody in other rooms. */
export const selectElsewhere = memo(
  (state: AppState) => [state.records.people, state.records.rooms, state.records.me] as const,
  (people, rooms, me): readonly ListedPerson[] => {
    if (!me || !isModeratorRole(me.role)) return [];
    const others = [...people.values()].filter(({ room }) => room !== me.room);
    const hands = numbered(others);
    return sorted(others.map((one) => inRoom(one, hands, me.id, rooms.get(one.room)?.name ?? '')));
  },
);

/** JN3, for moderators: who waits in the lobby, the first first. */
export const selectWaiting = memo(
  (state: AppState) => [state.records.waiting] as const,
  (waiting): readonly WaitingRecord[] =>
    [...waiting.values()].sort((a, b) => a.since - b.since || (a.id < b.id ? -1 : 1)),
);

export interface Ordered {
  /** The notices that say so, to dismiss them. */
  readonly ids: readonly number[];
  /** The moderator's name; empty for the operator. */
  readonly by: string;
}

export interface OwnOrders {
  readonly muted: Ordered | null;
  readonly camera_stopped: Ordered | null;
  readonly hand_lowered: Ordered | null;
}

function latest(notices: readonly NoticeEntry[], kind: keyof OwnOrders, over: boolean): Ordered | null {
  const told = notices.filter(({ notice }) => notice.kind === kind);
  const last: Notice | undefined = told.at(-1)?.notice;
  if (over || !last || !('by' in last)) return null;
  return { ids: told.map(({ id }) => id), by: last.by };
}

/** RM1: what a moderator switched off for me; no news any more once it is on again. */
export const selectOwnOrders = memo(
  (state: AppState) => [state.notices, state.records.me] as const,
  (notices, me): OwnOrders => ({
    muted: latest(notices, 'muted', me?.microphone !== false),
    camera_stopped: latest(notices, 'camera_stopped', me?.camera !== false),
    hand_lowered: latest(notices, 'hand_lowered', me?.hand !== false),
  }),
);

type Right = 'unmute' | 'camera' | 'share' | 'chat' | 'private_chat';

/** RM1: whether I may begin this now; moderators always may. */
export const mayBegin = (state: AppState, right: Right): boolean =>
  selectIsModerator(state) || state.records.meeting?.permissions[right] !== false;

/** RT3: the notices that say that everything was erased. */
export const selectErasures = memo(
  (state: AppState) => [state.notices] as const,
  (notices): readonly number[] =>
    notices.filter(({ notice }) => notice.kind === 'words_erased').map(({ id }) => id),
);
