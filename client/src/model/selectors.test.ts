import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { DashboardPersonRecord, MateRecord, MeetingRecord } from '../wire.gen.ts';
import type { AppState, MediaHandle, RemoteSlot } from './app.ts';
import { searchPeople, selectControlBar, selectDashboard, selectMustChoose } from './dashboard.ts';
import { ME } from './in_memory.ts';
import { mate, MEETING as OPEN, person } from './in_memory_records.ts';
import { INITIAL_STATE } from './initial.ts';
import { applyChanges, NO_RECORDS, type Records } from './records.ts';
import { selectAudio, selectCountdown, selectRemainingTime, selectStage } from './selectors.ts';
import { assignSlots } from './slots.ts';

const MEETING = { ...OPEN, round: 1 };

const TRACK = {} as unknown as MediaHandle;
const slot = (mid: string, who: string, source: RemoteSlot['source']): RemoteSlot => ({
  mid,
  person: who,
  source,
  switchedAt: 0,
  track: TRACK,
});

const stateWith = (records: Partial<Records>, slots: readonly RemoteSlot[] = []): AppState => ({
  ...INITIAL_STATE,
  records: { ...NO_RECORDS, meeting: MEETING, me: ME, ...records },
  media: { ...INITIAL_STATE.media, slots },
});

const mates = (...all: readonly MateRecord[]): Records['mates'] =>
  new Map(all.map((each) => [each.id, each]));
const people = (...all: readonly DashboardPersonRecord[]): Records['people'] =>
  new Map(all.map((each) => [each.id, each]));

const ROOMS: Records['rooms'] = new Map(
  ['main', 'r1', 'r2'].map((id, order) => [
    id,
    { id, name: id, order, kind: order === 0 ? 'main' : 'breakout', closes_at: null } as const,
  ]),
);

test('RT2: nobody is heard or seen who is not in the room, whatever the slots say', () => {
  const id = fc.constantFrom('p_1', 'p_2', 'p_3', 'p_4');
  const source = fc.constantFrom('microphone', 'camera', 'screen');
  fc.assert(
    fc.property(fc.uniqueArray(id), fc.array(fc.tuple(id, source)), (here, carried) => {
      const slots = carried.map(([who, what], index) =>
        slot(String(index), who, what as RemoteSlot['source']),
      );
      const state = stateWith({ mates: mates(...here.map((each) => mate(each))) }, slots);
      for (const heard of selectAudio(state)) expect(here).toContain(heard.person);
      for (const seen of selectStage(state)) expect(here).toContain(seen.person);
      expect(selectAudio(state).some(({ person: who }) => who === ME.id)).toBe(false);
    }),
  );
});

const screenOf = (by: string) => ({
  by,
  name: by,
  what: { sound: true, kind: 'screen' as const },
  asked: [],
  offered: null,
});

test('RM1, RT2: a screen is seen and its sound is heard only while its room is shown it', () => {
  const here = mates(mate('p_1'), mate('p_3'));
  const slots = [slot('1', 'p_3', 'screen'), slot('2', 'p_3', 'screen_sound')];
  const shown = stateWith({ mates: here, presentation: screenOf('p_3') }, slots);
  expect(selectStage(shown)[0]).toMatchObject({ key: 'screen/p_3', video: { mid: '1' } });
  expect(selectAudio(shown).map(({ mid }) => mid)).toEqual(['2']);
  const over = stateWith({ mates: here }, slots);
  expect(selectStage(over).map(({ source }) => source)).toEqual(['camera', 'camera']);
  expect(selectAudio(over)).toEqual([]);
});

test('RM1: a screen that is still on its way has its place; my own has none', () => {
  const here = mates(mate('p_1'), mate('p_3'));
  const coming = stateWith({ mates: here, presentation: screenOf('p_3') }, []);
  expect(selectStage(coming)[0]).toMatchObject({ key: 'screen/p_3', video: null });
  const mine = stateWith({ mates: here, presentation: screenOf('p_1') }, []);
  expect(selectStage(mine).map(({ source }) => source)).toEqual(['camera', 'camera']);
});

test('the stage shows screens first, then faces in the order of joining, oneself among them', () => {
  const here = mates(mate('p_3', { joined: 3 }), mate('p_1', { joined: 2 }), mate('p_2', { joined: 1 }));
  const stage = selectStage(
    stateWith({ mates: here, presentation: screenOf('p_3') }, [
      slot('1', 'p_3', 'screen'),
      slot('2', 'p_3', 'camera'),
    ]),
  );
  expect(stage.map(({ key }) => key)).toEqual(['screen/p_3', 'camera/p_2', 'camera/p_1', 'camera/p_3']);
  expect(stage.map(({ isMe }) => isMe)).toEqual([false, false, true, false]);
  expect(stage.map(({ video }) => video?.mid ?? null)).toEqual(['1', null, null, '2']);
});

test('a camera that is off is not shown, even while its slot still carries it', () => {
  const state = stateWith({ mates: mates(mate('p_2', { camera: false })) }, [slot('2', 'p_2', 'camera')]);
  expect(selectStage(state)[0]?.video).toBeNull();
});

test('the same records give the same stage, so that nothing is drawn again', () => {
  const state = stateWith({ mates: mates(mate('p_2')) });
  expect(selectStage(state)).toBe(selectStage({ ...state, clockOffset: 5 }));
});

test('TM1: clocks follow the server, whatever the own one says', () => {
  const move = { room: 'r1', room_name: 'Room 1', due: 100_000 };
  const state = { ...stateWith({ me: { ...ME, move } }), clockOffset: 90_000 };
  expect(selectCountdown(state, 5_001)).toMatchObject({ roomName: 'Room 1', left: 4_999, seconds: 5 });
  expect(selectCountdown(state, 99_000)).toMatchObject({ left: 0, seconds: 0 });
});

test('TM1, TM2: remaining time exists only with a limit, and warns at five minutes and at one', () => {
  expect(selectRemainingTime(stateWith({}), 0)).toBeNull();
  const limited = stateWith({ meeting: { ...MEETING, ends_at: 600_000 } });
  const warnings = [0, 300_000, 540_000].map((now) => selectRemainingTime(limited, now)?.warning);
  expect(warnings).toEqual(['none', 'five', 'one']);
  const closing = (closes_at: number) =>
    selectRemainingTime(
      stateWith({ meeting: { ...MEETING, phase: 'closing', ends_at: 600_000, closes_at } }),
      595_000,
    )?.seconds;
  expect([closing(600_000), closing(598_000)]).toEqual([5, undefined]);
});

test('DB1: in draft people are shown where they are assigned, while open where they are', () => {
  const all = people(person('p_2', { assignment: 'r1' }), person('p_3', { room: 'r2', assignment: 'r1' }));
  const at = (phase: MeetingRecord['phase']) =>
    selectDashboard(stateWith({ meeting: { ...MEETING, phase }, rooms: ROOMS, people: all })).rooms.map(
      (room) => room.people.map(({ id }) => id),
    );
  expect(at('draft')).toEqual([['p_2', 'p_3'], []]);
  expect(at('open')).toEqual([[], ['p_3']]);
});

test('DB1: who has no room is unassigned, moderators never; who is elsewhere than assigned says so', () => {
  const all = people(
    person('p_1', { role: 'host' }),
    person('p_2'),
    person('p_3', { room: 'r2', assignment: 'r1' }),
  );
  const board = selectDashboard(stateWith({ rooms: ROOMS, people: all }));
  expect(board.unassigned.map(({ id }) => id)).toEqual(['p_2']);
  expect(board.rooms[1]?.people[0]).toMatchObject({ elsewhere: true, assignmentName: 'r1' });
  expect(board.main?.people).toHaveLength(2);
});

test('CF3: people are found from two letters on', () => {
  const board = selectDashboard(stateWith({ rooms: ROOMS, people: people(person('Anna'), person('Ben')) }));
  expect(searchPeople(board, 'a')).toBeNull();
  expect(searchPeople(board, 'NN')?.map(({ id }) => id)).toEqual(['Anna']);
});

test('MV4: a participant may return or switch only where the meeting allows it', () => {
  const inRoom = { ...ME, room: 'r1' };
  const free = { ...MEETING, allow: { call: true, return_to_main: true, switch_rooms: true } };
  expect(selectControlBar(stateWith({ me: inRoom }))).toMatchObject({
    canReturnToMain: false,
    canSwitchRooms: false,
  });
  expect(selectControlBar(stateWith({ me: inRoom, meeting: free }))).toMatchObject({
    canReturnToMain: true,
    canSwitchRooms: true,
  });
  expect(selectControlBar(stateWith({ me: { ...inRoom, role: 'moderator' } }))?.canReturnToMain).toBe(true);
  const strayed = { ...ME, assignment: 'r1', assignment_name: 'Room 1' };
  expect(selectControlBar(stateWith({ me: strayed }))?.ownRoom).toEqual({ id: 'r1', name: 'Room 1' });
  expect(selectControlBar(stateWith({ meeting: { ...MEETING, phase: 'draft' } }))).toBeNull();
});

test('ST1: with free choice, a participant without a room is asked to pick one', () => {
  const meeting: MeetingRecord = { ...MEETING, assign: 'choose' };
  expect(selectMustChoose(stateWith({ meeting }))).toBe(true);
  expect(selectMustChoose(stateWith({ meeting: { ...MEETING, late: 'choose' } }))).toBe(true);
  expect(selectMustChoose(stateWith({ meeting, me: { ...ME, role: 'host' } }))).toBe(false);
  expect(selectMustChoose(stateWith({ meeting, me: { ...ME, room: 'r1' } }))).toBe(false);
});

test('a slot that keeps its feed stays the same object, any other is dated', () => {
  const tracks = new Map([
    ['1', TRACK],
    ['2', TRACK],
  ]);
  const first = assignSlots([], [{ mid: '1', person: 'p_2', source: 'camera' }], tracks, 10);
  const again = assignSlots(
    first,
    [
      { mid: '1', person: 'p_2', source: 'camera' },
      { mid: '2', person: 'p_3', source: 'camera' },
      { mid: '9', person: 'p_4', source: 'camera' },
    ],
    tracks,
    20,
  );
  expect(again[0]).toBe(first[0]);
  expect(again.map(({ switchedAt }) => switchedAt)).toEqual([10, 20]);
});

test('records that do not change keep their identity, unknown ones are ignored', () => {
  const before = applyChanges(NO_RECORDS, [['put', 'mate/p_2', mate('p_2')]]);
  const after = applyChanges(before, [
    ['put', 'meeting', MEETING],
    ['del', 'weather/today'],
  ]);
  expect(after.mates).toBe(before.mates);
  expect(after.meeting).toBe(MEETING);
});
