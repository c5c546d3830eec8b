import type {
  ActionRecord,
  AnnouncementRecord,
  BroadcastRecord,
  CallRecord,
  ChoiceRecord,
  ControlRecord,
  DashboardPersonRecord,
  DashboardRoomRecord,
  DoorRecord,
  FileRecord,
  GroupingRecord,
  HarvestRecord,
  LineRecord,
  LobbyRecord,
  MateRecord,
  MeetingRecord,
  MeRecord,
  PresentationRecord,
  PrivateTalkRecord,
  RoomRecord,
  RoomTalkRecord,
  WaitingRecord,
} from '../wire.gen.ts';
import type { AnyRecord, Change } from './wire.ts';

/** What this person may see of the meeting, as the server last said it. Sections not named by a change stay identical. */
export interface Records {
  readonly meeting: MeetingRecord | null;
  readonly me: MeRecord | null;
  readonly room: RoomRecord | null;
  readonly presentation: PresentationRecord | null;
  readonly files: ReadonlyMap<string, FileRecord>;
  readonly mates: ReadonlyMap<string, MateRecord>;
  readonly rooms: ReadonlyMap<string, DashboardRoomRecord>;
  readonly people: ReadonlyMap<string, DashboardPersonRecord>;
  readonly choices: ReadonlyMap<string, ChoiceRecord>;
  readonly announcements: ReadonlyMap<string, AnnouncementRecord>;
  readonly control: ControlRecord | null;
  readonly lobby: LobbyRecord | null;
  readonly door: DoorRecord | null;
  readonly waiting: ReadonlyMap<string, WaitingRecord>;
  readonly groupings: ReadonlyMap<string, GroupingRecord>;
  readonly calls: ReadonlyMap<string, CallRecord>;
  readonly broadcasts: ReadonlyMap<string, BroadcastRecord>;
  readonly actions: ReadonlyMap<string, ActionRecord>;
  readonly lines: ReadonlyMap<string, LineRecord>;
  /** Older lines that were changed since pages may have read them. */
  readonly revised: ReadonlyMap<string, LineRecord>;
  /** Private conversations, by the other person. */
  readonly talks: ReadonlyMap<string, PrivateTalkRecord>;
  /** For moderators: how much was said in each room. */
  readonly talked: ReadonlyMap<string, RoomTalkRecord>;
  readonly harvests: ReadonlyMap<string, HarvestRecord>;
}

export const NO_RECORDS: Records = {
  meeting: null,
  me: null,
  room: null,
  presentation: null,
  files: new Map(),
  mates: new Map(),
  rooms: new Map(),
  people: new Map(),
  choices: new Map(),
  announcements: new Map(),
  control: null,
  lobby: null,
  door: null,
  waiting: new Map(),
  groupings: new Map(),
  calls: new Map(),
  broadcasts: new Map(),
  actions: new Map(),
  lines: new Map(),
  revised: new Map(),
  talks: new Map(),
  talked: new Map(),
  harvests: new Map(),
};

const SINGLE = {
  meeting: 'meeting',
  me: 'me',
  room: 'room',
  presentation: 'presentation',
  control: 'control',
  lobby: 'lobby',
  door: 'door',
} as const;
const KEYED = {
  mate: 'mates',
  file: 'files',
  room: 'rooms',
  person: 'people',
  choice: 'choices',
  announcement: 'announcements',
  waiting: 'waiting',
  grouping: 'groupings',
  call: 'calls',
  broadcast: 'broadcasts',
  action: 'actions',
  line: 'lines',
  revised: 'revised',
  talk: 'talks',
  talked: 'talked',
  harvest: 'harvests',
} as const;

type Single = keyof typeof SINGLE;
type Prefix = keyof typeof KEYED;
type Draft = { -readonly [K in keyof Records]: Records[K] };

const isSingle = (key: string): key is Single => Object.hasOwn(SINGLE, key);
const isPrefix = (key: string): key is Prefix => Object.hasOwn(KEYED, key);

function write(draft: Draft, copied: Set<string>, key: string, record: AnyRecord | null): void {
  if (isSingle(key)) {
    Object.assign(draft, { [SINGLE[key]]: record });
    return;
  }
  const slash = key.indexOf('/');
  const prefix = key.slice(0, Math.max(slash, 0));
  // A newer server may publish record kinds this page does not know; they are nothing it could show.
  if (!isPrefix(prefix)) return;
  const section = KEYED[prefix];
  if (!copied.has(section)) {
    copied.add(section);
    Object.assign(draft, { [section]: new Map<string, AnyRecord>(draft[section]) });
  }
  const map = draft[section] as Map<string, AnyRecord>;
  const id = key.slice(slash + 1);
  if (record === null) map.delete(id);
  else map.set(id, record);
}

/** Put and delete by key; the argument stays as it was. */
export function applyChanges(records: Records, changes: readonly Change[]): Records {
  if (changes.length === 0) return records;
  const draft: Draft = { ...records };
  const copied = new Set<string>();
  for (const change of changes) {
    write(draft, copied, change[1], change[0] === 'put' ? change[2] : null);
  }
  return draft;
}

/** The records of a whole view, as a welcome brings it. */
export function fromView(view: { readonly [key: string]: AnyRecord }): Records {
  return applyChanges(
    NO_RECORDS,
    Object.entries(view).map(([key, record]) => ['put', key, record] as const),
  );
}
