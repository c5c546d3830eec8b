import { expect, test } from 'vitest';
import { type Arrived, HOPELESS_AT, type Look, look } from './frozen.ts';

const NOTHING: Look = { watched: new Map(), frozen: [], hopeless: false };
const CARRIED = new Set(['3']);

/** Looks one after the other: what has arrived in the slot until then. */
const looks = (carried: ReadonlySet<string>, ...arrived: readonly Arrived[]): Look =>
  arrived.reduce((before, each) => look(before.watched, new Map([['3', each]]), carried), NOTHING);

const still = (packets: number): Arrived => ({ packets, decoded: 7 });

test('a picture whose packets arrive and cannot be decoded is said to stand still, more often each time', () => {
  expect(looks(CARRIED, still(10), still(50)).frozen).toEqual([{ mid: '3', times: 1 }]);
  expect(looks(CARRIED, still(10), still(50), still(90)).frozen).toEqual([{ mid: '3', times: 2 }]);
});

test('a picture that moves, and a camera that is off, are left alone', () => {
  expect(looks(CARRIED, still(10), { packets: 50, decoded: 30 }).frozen).toEqual([]);
  expect(looks(CARRIED, still(10), still(11)).frozen).toEqual([]);
});

test('a slot that has just been given to somebody else is not judged by what came before', () => {
  expect(looks(new Set(), still(10), still(50)).frozen).toEqual([]);
});

test('a picture that moved in between counts anew', () => {
  const moved = { packets: 90, decoded: 9 };
  expect(looks(CARRIED, still(10), still(50), moved, { packets: 130, decoded: 9 }).frozen).toEqual([
    { mid: '3', times: 1 },
  ]);
});

test('asking ends: then only new connections help', () => {
  const arrived = Array.from({ length: HOPELESS_AT + 1 }, (_, turn) => still(10 + turn * 40));
  expect(looks(CARRIED, ...arrived).hopeless).toBe(true);
  expect(looks(CARRIED, ...arrived.slice(1)).hopeless).toBe(false);
});
