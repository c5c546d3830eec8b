import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  BUILD_LIMIT,
  connectionShown,
  type MediaEffect,
  type MediaInput,
  MOST_RESTARTS,
  mediaDeadline,
  NO_MEDIA,
  stepMedia,
} from './media_session.ts';

class Page {
  state = NO_MEDIA;
  now = 0;
  effects: MediaEffect[] = [];

  feed(...inputs: readonly MediaInput[]): this {
    for (const input of inputs) {
      const result = stepMedia(this.state, input, this.now, 0);
      this.state = result.state;
      this.effects.push(...result.effects);
    }
    return this;
  }

  atDeadline(): this {
    this.now = mediaDeadline(this.state) ?? this.now;
    return this.feed({ type: 'time' });
  }

  restarts(): number {
    return this.effects.filter(({ type }) => type === 'restart').length;
  }

  built(): readonly number[] {
    return this.effects.flatMap((effect) => (effect.type === 'build' ? [effect.attempt] : []));
  }
}

const FRESH = { type: 'welcomed', held: false } as const;
const HELD = { type: 'welcomed', held: true } as const;

test('JN2: a short outage of the socket leaves working media alone', () => {
  const page = new Page().feed(FRESH, { type: 'up' }, { type: 'offline' }, HELD);
  expect(page.built()).toEqual([1]);
  expect(page.state.phase).toBe('up');
});

test('a server that lost its media gets a new pair, numbered anew', () => {
  expect(new Page().feed(FRESH, { type: 'up' }, { type: 'reset' }).built()).toEqual([1, 2]);
  expect(new Page().feed(FRESH, { type: 'up' }, { type: 'offline' }, FRESH).built()).toEqual([1, 2]);
});

test('a failed pair is replaced after a wait, not in a tight loop', () => {
  const page = new Page().feed(FRESH);
  const waits: number[] = [];
  for (let turn = 0; turn < 8; turn += 1) {
    page.feed({ type: 'failed' });
    waits.push(page.state.until - page.now);
    page.atDeadline();
  }
  expect(waits).toEqual([250, 500, 1_000, 2_000, 4_000, 8_000, 10_000, 10_000]);
  expect(connectionShown(page.state)).toBe('failed');
});

test('a negotiation nobody answers counts as failed', () => {
  const page = new Page().feed(FRESH);
  page.now = BUILD_LIMIT;
  page.feed({ type: 'time' });
  expect(page.state.phase).toBe('down');
});

test('media that fails while the socket is away waits for the welcome', () => {
  const page = new Page().feed(FRESH, { type: 'up' }, { type: 'offline' }, { type: 'failed' });
  expect(mediaDeadline(page.state)).toBeNull();
  expect(page.feed(HELD).built()).toEqual([1, 2]);
});

test('MV1: a pair that lost its way finds another one and stays the same pair', () => {
  const page = new Page().feed(FRESH, { type: 'up' }, { type: 'broken' });
  expect([page.restarts(), page.state.phase]).toEqual([1, 'restarting']);
  page.feed({ type: 'up' });
  expect([page.built(), page.state.phase, page.state.restarts]).toEqual([[1], 'up', 0]);
});

test('another network is a reason to look for another way before anything is lost', () => {
  expect(new Page().feed(FRESH, { type: 'up' }, { type: 'network' }).restarts()).toBe(1);
  expect(new Page().feed(FRESH, { type: 'network' }).restarts()).toBe(0);
});

test('a pair that finds no way is made anew', () => {
  const page = new Page().feed(FRESH, { type: 'up' }, { type: 'broken' });
  for (let turn = 1; turn < MOST_RESTARTS; turn += 1) page.atDeadline();
  expect([page.restarts(), page.built()]).toEqual([MOST_RESTARTS, [1]]);
  page.atDeadline();
  expect(page.state.phase).toBe('down');
  expect(page.atDeadline().built()).toEqual([1, 2]);
});

test('a way lost while the socket is away is looked for at the welcome, if the server still has the media', () => {
  const away = [FRESH, { type: 'up' }, { type: 'offline' }, { type: 'broken' }] as const;
  const held = new Page().feed(...away);
  expect([held.restarts(), mediaDeadline(held.state)]).toEqual([0, null]);
  expect([held.feed(HELD).restarts(), held.built()]).toEqual([1, [1]]);
  expect(new Page().feed(...away, FRESH).built()).toEqual([1, 2]);
});

test('every pair is closed before the next is built, whatever happens', () => {
  const input = fc.constantFrom<MediaInput>(
    FRESH,
    HELD,
    { type: 'offline' },
    { type: 'reset' },
    { type: 'up' },
    { type: 'broken' },
    { type: 'network' },
    { type: 'failed' },
    { type: 'time' },
    { type: 'hurry' },
    { type: 'stop' },
  );
  fc.assert(
    fc.property(fc.array(input), (inputs) => {
      let open = 0;
      const page = new Page();
      for (const each of inputs) {
        const before = page.effects.length;
        page.now += 1_000;
        page.feed(each);
        for (const effect of page.effects.slice(before)) {
          if (effect.type === 'restart') expect(open).toBe(1);
          else open = effect.type === 'build' ? open + 1 : 0;
          expect(open).toBeLessThanOrEqual(1);
        }
      }
    }),
  );
});
