import { expect, test } from 'vitest';
import { choosing, configure, faultsOf, lateOf, STANDARD_SETUP } from './setup.ts';

test('CF1: rooms by number, or by the people in each', () => {
  expect(configure(STANDARD_SETUP)).toMatchObject({ rooms: 2, people_per_room: null, time_limit: null });
  const bySize = { ...STANDARD_SETUP, bySize: true };
  expect(configure(bySize)).toMatchObject({ rooms: null, people_per_room: 4 });
  expect(faultsOf({ ...bySize, rooms: 0 }).rooms).toBe(false);
  expect(faultsOf({ ...bySize, people: 0 }).people).toBe(true);
});

test('JN4: late joiners follow the assignment until somebody decides otherwise', () => {
  expect(
    (['automatic', 'manual', 'choose'] as const).map((assign) => lateOf({ ...STANDARD_SETUP, assign })),
  ).toEqual(['smallest', 'hold', 'choose']);
  expect(configure(STANDARD_SETUP)).toMatchObject({ late: null });
  expect(lateOf({ ...STANDARD_SETUP, late: 'hold' })).toBe('hold');
});

test('CF1: a capacity is only sent where participants choose', () => {
  const capped = { ...STANDARD_SETUP, capped: true, capacity: 3 };
  expect(configure(capped)).toMatchObject({ capacity: null });
  expect(faultsOf({ ...capped, capacity: 0 }).capacity).toBe(false);
  const free = { ...capped, assign: 'choose' } as const;
  expect(choosing(free)).toBe(true);
  expect(configure(free)).toMatchObject({ capacity: 3 });
  expect(faultsOf({ ...free, capacity: 0 }).capacity).toBe(true);
});

test('bad numbers are seen before the server is asked', () => {
  const bad = { ...STANDARD_SETUP, rooms: 101, limited: true, minutes: 0 };
  expect(faultsOf(bad)).toMatchObject({ rooms: true, minutes: true });
  expect(faultsOf({ ...bad, rooms: Number.NaN }).rooms).toBe(true);
});
