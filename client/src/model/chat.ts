import type { AnnouncementRecord, LineRecord } from '../wire.gen.ts';
import type { AppState } from './app.ts';
import { memo } from './memo.ts';
import type { Records } from './records.ts';
import { isModeratorRole } from './selectors.ts';
import type { Refusal } from './wire.ts';

/** RM2: what is said where. A conversation is named as the server names it: `room:…`, `person:…`, `moderators`. */

export const MODERATORS = 'moderators';
export const roomTalk = (room: string): string => `room:${room}`;
export const personTalk = (person: string): string => `person:${person}`;

/** Earlier lines that were read in pages, in order. */
export interface Page {
  readonly lines: readonly LineRecord[];
  readonly loading: boolean;
  readonly failed: Refusal | null;
}

export interface ChatState {
  readonly pages: ReadonlyMap<string, Page>;
  /** The last line read of each conversation; kept over reloads. */
  readonly read: ReadonlyMap<string, number>;
  /** What was typed and not sent. */
  readonly drafts: ReadonlyMap<string, string>;
}

export const NO_CHAT: ChatState = { pages: new Map(), read: new Map(), drafts: new Map() };
export const NO_PAGE: Page = { lines: [], loading: false, failed: null };

export interface ChatActions {
  /** Read the lines before those that are known; for a room one is not in, its last ones. */
  older(conversation: string): void;
  /** Read the last lines again: in a room one is not in there is more. */
  refresh(conversation: string): void;
  /** All that is there now has been seen. */
  read(conversation: string): void;
  draft(conversation: string, text: string): void;
}

export type TalkKind = 'room' | 'moderators' | 'person' | 'elsewhere';

export interface Conversation {
  readonly id: string;
  readonly kind: TalkKind;
  /** Of the room or the person; empty for the moderators. */
  readonly name: string;
  /** Lines of others that were not read yet. */
  readonly unread: number;
  /** The moderators allow it, and the others can be reached. */
  readonly writable: boolean;
}

const byNumber = (a: LineRecord, b: LineRecord): number => a.number - b.number;

export const liveLines = (records: Records, conversation: string): readonly LineRecord[] =>
  [...records.lines.values()].filter((line) => line.conversation === conversation).sort(byNumber);

export const lastNumber = (records: Records, conversation: string): number =>
  liveLines(records, conversation).at(-1)?.number ?? 0;

function unreadOf(records: Records, read: number, conversation: string): number {
  const me = records.me?.id;
  return liveLines(records, conversation).filter(
    (line) => line.number > read && line.by !== me && !line.deleted,
  ).length;
}

type Known = Omit<Conversation, 'unread'>;

function known(records: Records): readonly Known[] {
  const { me, room, meeting } = records;
  if (!me) return [];
  const moderates = isModeratorRole(me.role);
  const here: Known[] = room
    ? [
        {
          id: roomTalk(room.id),
          kind: 'room',
          name: room.name,
          writable: moderates || meeting?.permissions.chat !== false,
        },
      ]
    : [];
  const backchannel: Known[] = moderates
    ? [{ id: MODERATORS, kind: 'moderators', name: '', writable: true }]
    : [];
  const people = [...records.talks.values()].map(
    (talk): Known => ({
      id: personTalk(talk.person),
      kind: 'person',
      name: talk.name,
      writable: talk.writable,
    }),
  );
  return [...here, ...backchannel, ...people];
}

/** The conversations one takes part in: the room's first, then the moderators', then those with one person. */
export const selectConversations = memo(
  (state: AppState) => [state.records, state.chat.read] as const,
  (records, read): readonly Conversation[] =>
    known(records).map((talk) => ({
      ...talk,
      unread: unreadOf(records, read.get(talk.id) ?? 0, talk.id),
    })),
);

export const selectUnread = memo(
  (state: AppState) => [selectConversations(state)] as const,
  (conversations): number => conversations.reduce((sum, { unread }) => sum + unread, 0),
);

/** RM2, for moderators: the rooms they are not in, to read what was said there. */
export const selectRoomsElsewhere = memo(
  (state: AppState) => [state.records] as const,
  (records): readonly Conversation[] =>
    [...records.rooms.values()]
      .filter(({ id }) => id !== records.me?.room)
      .sort((a, b) => a.order - b.order)
      .map(({ id, name }) => ({ id: roomTalk(id), kind: 'elsewhere', name, unread: 0, writable: false })),
);

/** A conversation by its name, also one with somebody in reach in which nothing was said yet; null: not any more. */
export function conversationOf(state: AppState, id: string): Conversation | null {
  const all = [...selectConversations(state), ...selectRoomsElsewhere(state)];
  const found = all.find((conversation) => conversation.id === id);
  if (found) return found;
  const { records } = state;
  const person = id.startsWith('person:') ? id.slice('person:'.length) : null;
  const other = person === null ? null : (records.mates.get(person) ?? records.people.get(person));
  if (!other || !records.me || other.id === records.me.id) return null;
  const moderates = isModeratorRole(records.me.role);
  const writable = moderates || records.meeting?.permissions.private_chat !== false;
  return { id, kind: 'person', name: other.name, unread: 0, writable };
}

/** One thing to read: a line, or an announcement of the room. */
export interface Entry {
  readonly id: string;
  readonly by: string | null;
  readonly name: string;
  readonly at: number;
  readonly text: string;
  readonly number: number | null;
  readonly edited: boolean;
  readonly deleted: boolean;
  readonly announcement: boolean;
  readonly mine: boolean;
}

const ofLine = (line: LineRecord, me: string | undefined): Entry => ({
  ...line,
  edited: line.edited !== null,
  mine: line.by !== null && line.by === me && !line.announcement,
});

const ofAnnouncement = ({ id, by, at, text }: AnnouncementRecord): Entry => ({
  id,
  by: null,
  name: by,
  at,
  text,
  number: null,
  edited: false,
  deleted: false,
  announcement: true,
  mine: false,
});

const inOrder = (a: Entry, b: Entry): number => a.at - b.at || (a.number ?? 0) - (b.number ?? 0);

/** RM2, BC1: all that is known of a conversation, the oldest first; each thing once. */
export function entriesOf(records: Records, page: Page, conversation: string): readonly Entry[] {
  const me = records.me?.id;
  const elsewhere = conversation.startsWith('room:') && conversation !== roomTalk(records.room?.id ?? '');
  const entries = new Map<string, Entry>();
  for (const line of page.lines) entries.set(line.id, ofLine(line, me));
  if (!elsewhere && conversation.startsWith('room:')) {
    for (const sent of records.announcements.values()) entries.set(sent.id, ofAnnouncement(sent));
  }
  for (const line of liveLines(records, conversation)) entries.set(line.id, ofLine(line, me));
  return [...entries.values()].sort(inOrder);
}

/** The first number that is known; before 1 there is nothing. */
export function firstNumber(records: Records, page: Page, conversation: string): number | null {
  const numbers = [...page.lines, ...liveLines(records, conversation)].map((line) => line.number);
  return numbers.length === 0 ? null : Math.min(...numbers);
}
