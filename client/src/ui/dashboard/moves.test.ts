import { describe, expect, it } from 'vitest';
import { selectDashboard } from '../../model/dashboard.ts';
import { INITIAL_STATE } from '../../model/initial.ts';
import { NO_RECORDS, type Records } from '../../model/records.ts';
import { id, me, meeting, people, rooms } from '../preview/people.ts';
import { mergeSelection, planMove } from './moves.ts';
import { keepUnchanged } from './stable.ts';

const boardOf = (change: Partial<Records>) =>
  selectDashboard({ ...INITIAL_STATE, records: { ...NO_RECORDS, me: me('host'), ...change } });

const draft = boardOf({
  meeting: meeting({ phase: 'draft' }),
  rooms: rooms(3),
  people: people(12, 3, false),
});
const open = boardOf({ meeting: meeting({ phase: 'open' }), rooms: rooms(3), people: people(12, 3, true) });

describe('MV2: moving people', () => {
  it('asks for those who are not in that room already', () => {
    expect(planMove(open, new Set([id(1), id(2)]), 'r3', 'open')).toEqual({ people: [id(1)] });
  });

  it('asks again for someone who is about to leave the room they are in', () => {
    const moving = people(12, 3, true);
    const person = moving.get(id(2));
    if (person) moving.set(id(2), { ...person, move: { room: 'r1', due: 5 } });
    const board = boardOf({ meeting: meeting({ phase: 'open' }), rooms: rooms(3), people: moving });
    expect(planMove(board, new Set([id(2)]), 'r3', 'open').people).toEqual([id(2)]);
  });

  it('leaves it to the server to say that somebody is gone', () => {
    expect(planMove(open, new Set(['p_gone']), 'r1', 'open')).toEqual({ people: ['p_gone'] });
    expect(planMove(open, new Set(['p_gone', id(1)]), 'r1', 'open')).toEqual({ people: [id(1)] });
  });

  it('leaves moderators out in a draft, as they have no assignment', () => {
    expect(planMove(draft, new Set([id(1), id(4)]), 'r3', 'draft').people).toEqual([id(1)]);
  });
});

describe('MV3: the own name', () => {
  it('is never sent along, it waits for the dashboard to close', () => {
    expect(planMove(open, new Set([id(0), id(1)]), 'r3', 'open')).toEqual({ people: [id(1)], myself: 'r3' });
  });

  it('dragged back to where one is, takes it back', () => {
    expect(planMove(open, new Set([id(0)]), 'main', 'open')).toEqual({ people: [], myself: null });
  });
});

describe('selecting over several rooms', () => {
  const all = new Set(['a', 'b', 'x']);

  it('replaces everything by a plain click', () => {
    expect([...mergeSelection(all, ['x', 'y'], new Set(['y']), false)]).toEqual(['y']);
  });

  it('keeps other rooms with Ctrl, Shift or touch', () => {
    expect([...mergeSelection(all, ['x', 'y'], new Set(['x', 'y']), true)].sort()).toEqual([
      'a',
      'b',
      'x',
      'y',
    ]);
    expect([...mergeSelection(all, ['x', 'y'], new Set(), true)].sort()).toEqual(['a', 'b']);
  });
});

describe('DB1: drawing only what changed', () => {
  it('keeps the very objects of rooms and people that are the same', () => {
    const changed = people(12, 3, true);
    const person = changed.get(id(1));
    if (person) changed.set(id(1), { ...person, hand: true });
    const next = keepUnchanged(
      open,
      boardOf({ meeting: meeting({ phase: 'open' }), rooms: rooms(3), people: changed }),
    );
    const touched = next.rooms.filter((room, index) => room !== open.rooms[index]);
    expect(touched.map((room) => room.id)).toEqual(['r2']);
    expect(
      touched[0]?.people.filter((one) => !open.rooms[1]?.people.includes(one)).map((one) => one.id),
    ).toEqual([id(1)]);
    expect(next.main).toBe(open.main);
  });
});
