import { expect, test } from 'vitest';
import { id, inMeeting, mates, me, people } from '../ui/preview/people.ts';
import { open } from '../ui/preview/sessions.ts';
import { type Alone, selectAlone } from './alone.ts';
import { createFakeStore } from './fake.ts';
import type { Records } from './records.ts';

function alone(records: Partial<Records>): Alone | null {
  return selectAlone(createFakeStore(inMeeting({ mates: mates(1), ...records })).getState());
}

test('who is not alone is not told so', () => {
  expect(alone({ mates: mates(2) })).toBeNull();
});

test('DB1: a moderator alone in the main room learns how many are in how many rooms', () => {
  const everyone = people(6, 2, true);
  const elsewhere = [...everyone.values()].filter(({ room }) => room !== 'main');
  expect(alone({ meeting: open(), people: everyone })).toEqual({
    why: 'away',
    people: elsewhere.length,
    rooms: 2,
  });
});

test('DB1: with nobody in the rooms either, nobody else is here yet', () => {
  const only = new Map([...people(6, 2, true)].filter(([key]) => key === id(0)));
  expect(alone({ meeting: open(), people: only })).toEqual({ why: 'nobody' });
});

test('RT2: a participant is told no numbers', () => {
  expect(alone({ meeting: open(), me: me('participant'), people: new Map() })).toEqual({
    why: 'away',
    people: null,
    rooms: null,
  });
});

test('in a breakout room nobody else is in this room', () => {
  const self = me('participant', { room: 'r1', room_name: 'Room 1' });
  expect(alone({ meeting: open(), me: self })).toEqual({ why: 'empty_room' });
});
