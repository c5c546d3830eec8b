import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addSample, type ClockSample, clockOffset } from './clock.ts';

const sample = (sent: number, up: number, down: number, offset: number): ClockSample => ({
  sent,
  received: sent + up + down,
  server: sent + up + offset,
});

test('TM1: the offset is wrong by at most half of the best round trip', () => {
  const trips = fc.array(fc.tuple(fc.nat(400), fc.nat(400)), { minLength: 1, maxLength: 8 });
  fc.assert(
    fc.property(fc.integer({ min: -1e8, max: 1e8 }), trips, (offset, all) => {
      const samples = all.reduce(
        (known, [up, down], index) => addSample(known, sample(index * 1_000, up, down, offset)),
        [] as readonly ClockSample[],
      );
      const best = Math.min(...all.map(([up, down]) => up + down));
      expect(Math.abs(clockOffset(samples) - offset)).toBeLessThanOrEqual(best / 2 + 1);
    }),
  );
});

test('TM1: when a clock is set, the samples from before are dropped', () => {
  const before = addSample([], sample(0, 1, 1, 500));
  const after = addSample(before, sample(3_600_000, 40, 40, -3_599_500));
  expect(clockOffset(after)).toBe(-3_599_500);
});

test('a clock set back between question and answer makes no sample', () => {
  expect(addSample([], { sent: 1_000, received: 400, server: 0 })).toEqual([]);
});
