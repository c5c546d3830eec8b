import type {
  CallRecord,
  ChoiceRecord,
  DashboardPersonRecord,
  MeetingRecord,
  MeRecord,
} from '../wire.gen.ts';
import type { AppState } from './app.ts';
import { memo } from './memo.ts';
import { type Listed, listed } from './people.ts';
import type { Records } from './records.ts';
import { isModeratorRole, MAIN_ROOM, selectIsModerator } from './selectors.ts';
import type { Phase } from './wire.ts';

export interface DashboardPerson extends Listed {
  /** The room they are in now. */
  readonly seat: string;
  readonly assignment: string | null;
  readonly assignmentName: string | null;
  /** A participant without a room while there are rooms. */
  readonly unassigned: boolean;
  /** While open: in another room than assigned. */
  readonly elsewhere: boolean;
  /** MV5: shuffles and rounds leave them where they are. */
  readonly pinned: boolean;
  /** CA1: their open call. */
  readonly call: CallRecord | null;
  /** A pending move; `due` is server time. */
  readonly move: { readonly room: string; readonly roomName: string; readonly due: number } | null;
}

export interface DashboardRoom {
  readonly id: string;
  readonly name: string;
  readonly kind: 'main' | 'breakout';
  readonly people: readonly DashboardPerson[];
  /** I am in this room. */
  readonly isMine: boolean;
  /** Server time at which a deleted room is gone; null: it stays. */
  readonly closesAt: number | null;
}

export interface Dashboard {
  readonly main: DashboardRoom | null;
  /** In dashboard order, without the main room. */
  readonly rooms: readonly DashboardRoom[];
  /** Also among the people of the main room. */
  readonly unassigned: readonly DashboardPerson[];
  readonly total: number;
  /** MV5: there is something to undo. */
  readonly canUndo: boolean;
  /** RR1: 0 until people have moved to the next room. */
  readonly round: number;
  /** GA1: somebody is in a breakout room, or on the way to one. */
  readonly canGather: boolean;
  /** GA1: somebody in the main room belongs to a breakout room. */
  readonly canSendBack: boolean;
}

const arranges = (phase: Phase): boolean => phase === 'draft' || phase === 'open';

function present(record: DashboardPersonRecord, records: Records, phase: Phase): DashboardPerson {
  const name = (room: string): string => records.rooms.get(room)?.name ?? '';
  return {
    ...listed(record, records.me?.id),
    seat: record.room,
    assignment: record.assignment,
    assignmentName: record.assignment === null ? null : name(record.assignment),
    unassigned: arranges(phase) && record.assignment === null && !isModeratorRole(record.role),
    elsewhere: phase === 'open' && record.assignment !== null && record.assignment !== record.room,
    pinned: record.pinned,
    call: records.calls.get(record.id) ?? null,
    move: record.move && { ...record.move, roomName: name(record.move.room) },
  };
}

/** DB1: in draft a person's place is the assignment, otherwise the room they are in. */
const placeOf = (person: DashboardPerson, phase: Phase): string =>
  phase === 'draft' ? (person.assignment ?? MAIN_ROOM) : person.seat;

/** Made once: comparing by it is several times as fast as localeCompare. */
const names = new Intl.Collator();

const byName = (a: DashboardPerson, b: DashboardPerson): number =>
  names.compare(a.name, b.name) || (a.id < b.id ? -1 : 1);

const goesTo = (person: DashboardPerson): string => person.move?.room ?? person.seat;

/** What moving everybody would do now, as far as people can see. */
function gathering(people: readonly DashboardPerson[], phase: Phase) {
  const isOpen = phase === 'open';
  return {
    canGather: isOpen && people.some((person) => person.seat !== MAIN_ROOM || person.move !== null),
    canSendBack:
      isOpen &&
      people.some(
        (person) =>
          !isModeratorRole(person.role) && person.assignment !== null && goesTo(person) === MAIN_ROOM,
      ),
  };
}

function dashboard(records: Records): Dashboard {
  const phase = records.meeting?.phase ?? 'none';
  const people = [...records.people.values()].map((record) => present(record, records, phase)).sort(byName);
  const places = new Map<string, DashboardPerson[]>();
  for (const person of people) {
    const place = placeOf(person, phase);
    const there = places.get(place);
    if (there) there.push(person);
    else places.set(place, [person]);
  }
  const mine = records.me?.room;
  const rooms = [...records.rooms.values()]
    .sort((a, b) => a.order - b.order)
    .map(({ id, name, kind, closes_at }) => ({
      id,
      name,
      kind,
      people: places.get(id) ?? [],
      isMine: id === mine,
      closesAt: closes_at,
    }));
  return {
    main: rooms.find((room) => room.kind === 'main') ?? null,
    rooms: rooms.filter((room) => room.kind === 'breakout'),
    unassigned: people.filter((person) => person.unassigned),
    total: people.length,
    canUndo: records.control?.undo ?? false,
    round: records.meeting?.round ?? 0,
    ...gathering(people, phase),
  };
}

export const selectDashboard = memo((state: AppState) => [state.records] as const, dashboard);

/** People whose name contains the text, from two letters on (CF3); null: nothing asked. */
export function searchPeople(board: Dashboard, text: string): readonly DashboardPerson[] | null {
  const wanted = text.trim().toLocaleLowerCase();
  if (wanted.length < 2) return null;
  const rooms = board.main ? [board.main, ...board.rooms] : board.rooms;
  return rooms.flatMap((room) =>
    room.people.filter((person) => person.name.toLocaleLowerCase().includes(wanted)),
  );
}

export interface RoomEntry {
  readonly id: string;
  readonly name: string;
  readonly count: number;
  readonly people: readonly string[];
  readonly isMine: boolean;
  /** How many may choose it; null: any number, or a moderator is asking. */
  readonly capacity: number | null;
  readonly full: boolean;
}

const byOrder = (a: ChoiceRecord, b: ChoiceRecord): number => a.order - b.order;

/** The rooms a participant may choose from (ST1, MV4), in order; empty where there is no choice. */
export const selectChoices = memo(
  (state: AppState) => [state.records.choices, state.records.me?.room, state.records.me?.assignment] as const,
  (choices, mine, own): readonly RoomEntry[] =>
    [...choices.values()].sort(byOrder).map(({ id, name, count, people, capacity, full }) => ({
      id,
      name,
      count,
      people,
      isMine: id === mine,
      capacity,
      full: full && id !== mine && id !== own,
    })),
);

export interface ControlBar {
  readonly phase: 'open' | 'closing';
  readonly roomName: string;
  readonly inBreakoutRoom: boolean;
  readonly isModerator: boolean;
  /** For a moderator all rooms, the main room first; for a participant those they may choose. */
  readonly rooms: readonly RoomEntry[];
  /** Where a participant who is in the main room may go back to. */
  readonly ownRoom: { readonly id: string; readonly name: string } | null;
  readonly canReturnToMain: boolean;
  readonly canSwitchRooms: boolean;
  readonly canCall: boolean;
}

function allRooms(board: Dashboard): readonly RoomEntry[] {
  const rooms = board.main ? [board.main, ...board.rooms] : board.rooms;
  return rooms.map(({ id, name, people, isMine }) => ({
    id,
    name,
    count: people.length,
    people: people.map((person) => person.name),
    isMine,
    capacity: null,
    full: false,
  }));
}

/** CF1, JN4: participants in the main room pick a room themselves. */
const roomsToChoose = ({ assign, late }: MeetingRecord): boolean => assign === 'choose' || late === 'choose';

function rights(meeting: MeetingRecord, isModerator: boolean, inBreakoutRoom: boolean) {
  return {
    canReturnToMain: inBreakoutRoom && (isModerator || meeting.allow.return_to_main),
    canSwitchRooms: isModerator || meeting.allow.switch_rooms || (roomsToChoose(meeting) && !inBreakoutRoom),
    canCall: inBreakoutRoom && !isModerator && meeting.allow.call,
  };
}

const ownRoom = ({ assignment, assignment_name }: MeRecord): ControlBar['ownRoom'] =>
  assignment === null || assignment_name === null ? null : { id: assignment, name: assignment_name };

/** null: no breakout session is open, so there is no control bar. */
export const selectControlBar = memo(
  (state: AppState) =>
    [state.records.meeting, state.records.me, selectDashboard(state), selectChoices(state)] as const,
  (meeting, me, board, choices): ControlBar | null => {
    if (!meeting || !me || (meeting.phase !== 'open' && meeting.phase !== 'closing')) return null;
    const isModerator = isModeratorRole(me.role);
    const inBreakoutRoom = me.room !== MAIN_ROOM;
    return {
      phase: meeting.phase,
      roomName: me.room_name,
      inBreakoutRoom,
      isModerator,
      rooms: isModerator ? allRooms(board) : choices,
      ownRoom: isModerator || inBreakoutRoom ? null : ownRoom(me),
      ...rights(meeting, isModerator, inBreakoutRoom),
    };
  },
);

/** ST1: with *Let participants choose room*, a participant without a room is asked to pick one. */
export const selectMustChoose = (state: AppState): boolean =>
  state.records.meeting?.phase === 'open' &&
  roomsToChoose(state.records.meeting) &&
  !selectIsModerator(state) &&
  state.records.me?.room === MAIN_ROOM &&
  state.records.me.assignment === null &&
  state.records.me.move === null;
