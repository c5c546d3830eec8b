import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Turns } from './turns.ts';

const FRAME = 16;

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('requestAnimationFrame', (act: () => void) => setTimeout(act, FRAME));
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

function setUp() {
  const turns = new Turns();
  const done: string[] = [];
  return { turns, done, act: (name: string) => () => done.push(name) };
}

describe('DB1: what is drawn while scrolling', () => {
  it('does one thing a frame, in order', () => {
    const { turns, done, act } = setUp();
    for (const name of ['a', 'b', 'c']) turns.next(act(name));
    expect(done).toEqual([]);
    vi.advanceTimersByTime(FRAME);
    expect(done).toEqual(['a']);
    vi.advanceTimersByTime(2 * FRAME);
    expect(done).toEqual(['a', 'b', 'c']);
  });

  it('keeps what is due at rest until nothing is scrolled any more, and after everything else', () => {
    const { turns, done, act } = setUp();
    turns.atRest(act('rest'));
    for (let frame = 0; frame < 20; frame += 1) {
      turns.scrolled();
      vi.advanceTimersByTime(FRAME);
    }
    turns.next(act('soon'));
    vi.advanceTimersByTime(FRAME);
    expect(done).toEqual(['soon']);
    vi.advanceTimersByTime(200);
    expect(done).toEqual(['soon', 'rest']);
  });
});
