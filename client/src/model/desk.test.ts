import { expect, test } from 'vitest';
import type { CallRecord, DashboardPersonRecord } from '../wire.gen.ts';
import type { AppState, MediaHandle, NoticeEntry, RemoteSlot } from './app.ts';
import { selectChoices, selectDashboard } from './dashboard.ts';
import {
  selectAnnouncements,
  selectCalls,
  selectDismissedCalls,
  selectLateArrivals,
  selectOwnCall,
  selectVoices,
} from './desk.ts';
import { ME } from './in_memory.ts';
import { MEETING as OPEN, person as personRecord } from './in_memory_records.ts';
import { INITIAL_STATE } from './initial.ts';
import { applyChanges, NO_RECORDS, type Records } from './records.ts';
import { selectAudio, selectStage } from './selectors.ts';

const MEETING = { ...OPEN, allow: { ...OPEN.allow, return_to_main: true } };

const IN_ROOM = { ...ME, room: 'r1', room_name: 'Room 1' };

const stateWith = (records: Partial<Records>, more: Partial<AppState> = {}): AppState => ({
  ...INITIAL_STATE,
  records: { ...NO_RECORDS, meeting: MEETING, me: ME, ...records },
  ...more,
});

const call = (person: string, at: number): CallRecord => ({
  person,
  name: person,
  room: 'r1',
  room_name: 'Room 1',
  at,
  reason: null,
  claimed_by: null,
  claimed_by_name: null,
});

const person = (id: string, more: Partial<DashboardPersonRecord> = {}): [string, DashboardPersonRecord] => [
  id,
  personRecord(id, more),
];

const late = (id: number, who: string, room: string | null): NoticeEntry => ({
  id,
  notice: { kind: 'late_joiner', person: who, name: who, room },
});

const heard = (who: string): RemoteSlot => ({
  mid: who,
  person: who,
  source: 'microphone',
  switchedAt: 0,
  track: {} as MediaHandle,
});

const audible = (records: Partial<Records>): readonly string[] =>
  selectAudio({
    ...stateWith(records),
    media: { ...INITIAL_STATE.media, slots: [heard('p_1'), heard('p_8'), heard('p_9')] },
  }).map((slot) => slot.person);

test('BC1, RT2: a voice for all rooms is heard in breakout rooms, and nobody else from outside', () => {
  const meeting = { ...MEETING, voices: [{ person: 'p_8', name: 'Ola' }] };
  expect(audible({ meeting, me: IN_ROOM })).toEqual(['p_8']);
  expect(audible({ meeting, me: ME })).toEqual([]);
  expect(audible({ me: IN_ROOM })).toEqual([]);
});

test('BC1: the speaker does not hear the own voice and knows of it', () => {
  const meeting = {
    ...MEETING,
    voices: [
      { person: 'p_1', name: 'Ann' },
      { person: 'p_8', name: 'Ola' },
    ],
  };
  expect(selectVoices(stateWith({ meeting }))).toEqual({ mine: true, names: ['Ola'] });
  expect(audible({ meeting, me: IN_ROOM })).toEqual(['p_8']);
});

test('who has lost the connection leaves the stage and stays in the records; oneself never leaves it', () => {
  const there = {
    role: 'participant',
    microphone: true,
    camera: true,
    hand: false,
    joined: 1,
    hand_at: null,
  } as const;
  const mates = new Map([
    ['p_1', { ...there, id: 'p_1', name: 'Ann', away: true }],
    ['p_2', { ...there, id: 'p_2', name: 'Ben', away: true }],
  ]);
  expect(selectStage(stateWith({ mates })).map((tile) => tile.person)).toEqual(['p_1']);
});

test('CA1: calls wait in the order they came', () => {
  const calls = new Map([call('p_3', 30), call('p_2', 20)].map((each) => [each.person, each]));
  expect(selectCalls(stateWith({ calls })).map((each) => each.person)).toEqual(['p_2', 'p_3']);
});

test('CA1: participants call from breakout rooms, where it is allowed; an open call stays in sight', () => {
  const own = { at: 5, reason: null, claimed_by: null };
  const silent = { ...MEETING, allow: { ...MEETING.allow, call: false } };
  expect(selectOwnCall(stateWith({}))).toBeNull();
  expect(selectOwnCall(stateWith({ me: IN_ROOM }))).toEqual({ call: null });
  expect(selectOwnCall(stateWith({ me: IN_ROOM, meeting: silent }))).toBeNull();
  expect(selectOwnCall(stateWith({ me: { ...IN_ROOM, call: own }, meeting: silent }))).toEqual({ call: own });
  expect(selectOwnCall(stateWith({ me: { ...IN_ROOM, role: 'host' } }))).toBeNull();
});

test('CA1: a dismissed call is told until the next one', () => {
  const notices: NoticeEntry[] = [{ id: 4, notice: { kind: 'call_dismissed' } }];
  expect(selectDismissedCalls(stateWith({ me: IN_ROOM }, { notices }))).toEqual([4]);
  const again = { ...IN_ROOM, call: { at: 9, reason: null, claimed_by: null } };
  expect(selectDismissedCalls(stateWith({ me: again }, { notices }))).toEqual([]);
});

test('JN4: a late joiner without a room is news until somebody gives them one or they leave', () => {
  const notices = [late(1, 'p_2', null), late(2, 'p_3', 'Room 1')];
  const both = new Map([person('p_2'), person('p_3', { assignment: 'r1' })]);
  expect(selectLateArrivals(stateWith({ people: both }, { notices }))).toMatchObject({
    ids: [1, 2],
    waiting: ['p_2'],
  });
  const placed = new Map([person('p_2', { assignment: 'r1' })]);
  expect(selectLateArrivals(stateWith({ people: placed }, { notices }))).toBeNull();
  const closed = { ...MEETING, phase: 'closed' } as const;
  expect(selectLateArrivals(stateWith({ people: both, meeting: closed }, { notices }))).toBeNull();
});

test('BC1: announcements are listed, the newest first', () => {
  const records = applyChanges(NO_RECORDS, [
    ['put', 'announcement/a', { id: 'a', by: 'Ola', at: 1, text: 'One' }],
    ['put', 'announcement/b', { id: 'b', by: 'Ola', at: 2, text: 'Two' }],
  ]);
  expect(selectAnnouncements(stateWith(records)).map(({ text }) => text)).toEqual(['Two', 'One']);
});

test('CF1: a room that is full says so, but never one’s own', () => {
  const choice = { name: 'Room', order: 1, people: ['a', 'b'], count: 2, capacity: 2, full: true };
  const choices = new Map([
    ['r1', { ...choice, id: 'r1' }],
    ['r2', { ...choice, id: 'r2', full: false }],
    ['r3', { ...choice, id: 'r3' }],
  ]);
  const state = stateWith({ choices, me: { ...ME, room: 'r3' } });
  expect(selectChoices(state).map(({ full }) => full)).toEqual([true, false, false]);
});

test('GA1: gathering and sending back are offered when there is somebody to move', () => {
  const can = (...all: [string, DashboardPersonRecord][]) => {
    const { canGather, canSendBack } = selectDashboard(stateWith({ people: new Map(all) }));
    return [canGather, canSendBack];
  };
  expect(can(person('p_2'))).toEqual([false, false]);
  expect(can(person('p_2', { room: 'r1', assignment: 'r1' }))).toEqual([true, false]);
  expect(can(person('p_2', { assignment: 'r1' }))).toEqual([false, true]);
  expect(can(person('p_2', { assignment: 'r1', move: { room: 'r1', due: 9 } }))).toEqual([true, false]);
});
