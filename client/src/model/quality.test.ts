import { describe, expect, it } from 'vitest';
import { follow, type Level, levelBetween, type Totals, WELL } from './quality.ts';

const START: Totals = { received: 1000, lost: 5, lostAbove: 0, roundTrip: 0.03, jitter: 0.004 };
const measured = (change: Partial<Totals>): Level =>
  levelBetween(START, { ...START, received: START.received + 400, ...change });

describe('RM1: how well a connection works', () => {
  it('is well with little loss and short ways', () => {
    expect(measured({})).toBe(4);
    expect(measured({ lost: 9 })).toBe(4);
  });

  it('gets worse with loss in either direction, long ways and jitter', () => {
    expect(measured({ lost: 5 + 20 })).toBe(3);
    expect(measured({ lost: 5 + 50 })).toBe(2);
    expect(measured({ lost: 5 + 200 })).toBe(1);
    expect(measured({ lostAbove: 0.1 })).toBe(2);
    expect(measured({ roundTrip: 0.6 })).toBe(2);
    expect(measured({ jitter: 0.07 })).toBe(3);
  });

  it('is not judged by a handful of packets, nor by counters that began anew', () => {
    expect(levelBetween(START, { ...START, received: START.received + 3, lost: START.lost + 3 })).toBe(4);
    expect(levelBetween(START, { ...START, received: 0, lost: 0 })).toBe(4);
  });
});

const shown = (levels: readonly Level[]): Level[] => {
  let state = WELL;
  return levels.map((level) => {
    state = follow(state, level);
    return state.level;
  });
};

describe('RM1: what is shown of it', () => {
  it('turns worse at the second bad measure and better at the third good one', () => {
    expect(shown([2, 2, 4, 4, 4])).toEqual([4, 2, 2, 2, 4]);
  });

  it('does not flicker', () => {
    expect(shown([2, 4, 2, 4, 3, 4])).toEqual([4, 4, 4, 4, 4, 4]);
    expect(shown([1, 1, 3, 1, 4, 1, 3])).toEqual([4, 1, 1, 1, 1, 1, 1]);
  });
});
