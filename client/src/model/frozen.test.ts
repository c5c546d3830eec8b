import { expect, test } from 'vitest';
import { type Arrived, type Carried, HOPELESS_AT, type Look, look, MOST_TIMES } from './frozen.ts';

const NOTHING: Look = { watched: new Map(), frozen: [], hopeless: false };

const camera = (arrived: Arrived, more: Partial<Carried> = {}): Carried => ({
  mid: '3',
  feed: 'p_1/camera',
  steady: true,
  judged: true,
  arrived,
  ...more,
});

/** Looks one after the other. */
const looks = (...carried: readonly Carried[]): Look =>
  carried.reduce((before, each) => look(before.watched, [each]), NOTHING);

const still = (packets: number): Arrived => ({ packets, decoded: 7 });

test('a picture whose packets arrive and cannot be decoded is said to stand still, more often each time', () => {
  const one = looks(camera(still(10)), camera(still(50)));
  expect(one.frozen).toEqual([{ mid: '3', times: 1, missing: false }]);
  const two = looks(camera(still(10)), camera(still(50)), camera(still(90)));
  expect(two.frozen).toEqual([{ mid: '3', times: 2, missing: false }]);
});

test('a picture that moves is left alone', () => {
  expect(looks(camera(still(10)), camera({ packets: 50, decoded: 30 })).frozen).toEqual([]);
});

test('a camera of which nothing arrives is missing; a screen of which nothing arrives is one where nothing moves', () => {
  expect(looks(camera(still(10)), camera(still(11))).frozen).toEqual([{ mid: '3', times: 1, missing: true }]);
  const screen = { steady: false };
  expect(looks(camera(still(10), screen), camera(still(11), screen)).frozen).toEqual([]);
});

test('a slot that has just been given to somebody is not judged by what came before', () => {
  expect(looks(camera(still(10)), camera(still(50), { judged: false })).frozen).toEqual([]);
  expect(looks(camera(still(10)), camera(still(50), { feed: 'p_2/camera' })).frozen).toEqual([]);
});

test('a picture that stands still in the slot it was given anew, or in another one, counts on', () => {
  const anew = { judged: false, mid: '4' };
  const seen = [
    camera(still(10)),
    camera(still(50)),
    camera(still(0), anew),
    camera(still(40), { mid: '4' }),
  ];
  expect(looks(...seen).frozen).toEqual([{ mid: '4', times: 2, missing: false }]);
});

test('a picture that moved in between counts anew', () => {
  const moved = camera({ packets: 90, decoded: 9 });
  const later = camera({ packets: 130, decoded: 9 });
  expect(looks(camera(still(10)), camera(still(50)), moved, later).frozen).toEqual([
    { mid: '3', times: 1, missing: false },
  ]);
});

test('asking for what cannot be decoded ends: then only new connections help', () => {
  const seen = Array.from({ length: HOPELESS_AT + 1 }, (_, turn) => camera(still(10 + turn * 40)));
  expect(looks(...seen).hopeless).toBe(true);
  expect(looks(...seen.slice(1)).hopeless).toBe(false);
});

test('what is missing is said again and again, in numbers the server takes; the page itself gives nothing up', () => {
  const seen = looks(...Array.from({ length: MOST_TIMES + 5 }, () => camera(still(10))));
  expect(seen.frozen).toEqual([{ mid: '3', times: MOST_TIMES, missing: true }]);
  expect(seen.hopeless).toBe(false);
});
