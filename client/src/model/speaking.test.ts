import fc from 'fast-check';
import { expect, test } from 'vitest';
import { hear, meterLevel, mute, SILENT, type Speech } from './speaking.ts';

const TICK = 50;

function talk(levels: readonly number[]): { readonly changes: readonly number[]; readonly end: Speech } {
  const changes: number[] = [];
  let speech = SILENT;
  for (const [index, level] of levels.entries()) {
    const next = hear(speech, level, index * TICK);
    if (next.on !== speech.on) changes.push(index * TICK);
    speech = next;
  }
  return { changes, end: speech };
}

test('speech is told within 200 ms and ends only after a pause', () => {
  const levels = [
    ...Array(10).fill(-20),
    ...Array(8).fill(-80),
    ...Array(10).fill(-20),
    ...Array(30).fill(-80),
  ];
  const { changes, end } = talk(levels);
  expect(changes).toHaveLength(2);
  expect(changes[0]).toBeLessThanOrEqual(200);
  expect(end.on).toBe(false);
});

test('a click is not speech', () => {
  expect(talk([-80, -10, -80, -80, -10, -80]).changes).toEqual([]);
});

test('at most four changes a second, whatever the microphone does', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(-90, -48, -10), { minLength: 20, maxLength: 200 }), (levels) => {
      const { changes } = talk(levels);
      for (const [index, at] of changes.entries()) {
        expect(at - (changes[index - 1] ?? Number.NEGATIVE_INFINITY)).toBeGreaterThanOrEqual(250);
      }
    }),
  );
});

test('muting ends speech at once', () => {
  const { end } = talk(Array(10).fill(-20));
  expect(end.on).toBe(true);
  expect(mute(end, 1_000).on).toBe(false);
});

test('the meter moves in tenths from silence to full', () => {
  expect([-120, -60, -35, -10, 0].map(meterLevel)).toEqual([0, 0, 0.5, 1, 1]);
});
