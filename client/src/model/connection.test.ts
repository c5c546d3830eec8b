import { expect, test } from 'vitest';
import type { DownFrame, MeetingRecord } from '../wire.gen.ts';
import {
  type Connection,
  deadline,
  type Effect,
  HURRIED_LIMIT,
  IDLE,
  type Input,
  PONG_LIMIT,
  RESTART_LIMIT,
  step,
  UNSENDABLE,
} from './connection.ts';

const WELCOME: DownFrame = {
  type: 'welcome',
  epoch: 'e1',
  person: 'p_1',
  now: 5_000,
  media: false,
  view: {},
  seq: 7,
};

class Page {
  state: Connection = IDLE;
  now = 1_000;
  effects: Effect[] = [];

  feed(input: Input): this {
    const result = step(this.state, input, this.now, 0);
    this.state = result.state;
    this.effects.push(...result.effects);
    return this;
  }

  take(): Effect[] {
    return this.effects.splice(0);
  }

  live(): this {
    this.feed({ type: 'start', seat: 'seat', page: 'page', waiting: [] }).feed({ type: 'opened' });
    this.feed({ type: 'frame', frame: WELCOME }).take();
    return this;
  }

  atDeadline(): this {
    this.now = deadline(this.state) ?? this.now;
    return this.feed({ type: 'time' });
  }
}

test('the first frame says who one is and asks for everything', () => {
  const page = new Page().feed({ type: 'start', seat: 'seat', page: 'page', waiting: [] });
  expect(page.take()).toEqual([{ type: 'dial' }]);
  page.feed({ type: 'opened' });
  expect(page.take()).toEqual([
    { type: 'send', frame: { type: 'hello', seat: 'seat', page: 'page', epoch: null, since: null } },
  ]);
});

test('JN2: after a loss the page asks for what it missed, with the same page id', () => {
  const page = new Page().live();
  page.feed({ type: 'closed', code: 1006 });
  expect(page.state).toMatchObject({ phase: 'waiting', attempt: 1, lostAt: 1_000 });
  page.atDeadline().feed({ type: 'opened' });
  expect(page.take()).toContainEqual({
    type: 'send',
    frame: { type: 'hello', seat: 'seat', page: 'page', epoch: 'e1', since: 7 },
  });
});

test('a gap is answered by a new connection that resumes, at once', () => {
  const page = new Page().live();
  page.feed({ type: 'frame', frame: { type: 'changes', seq: 9, changes: [], notices: [] } });
  expect(page.take()).toEqual([{ type: 'hang_up' }, { type: 'dial' }]);
  expect(page.state).toMatchObject({ phase: 'dialling', seq: 7 });
});

test('a repeated frame changes nothing', () => {
  const page = new Page().live();
  const before = page.state.records;
  const meeting = { id: 'm_1' } as MeetingRecord;
  page.feed({
    type: 'frame',
    frame: { type: 'changes', seq: 7, changes: [['put', 'meeting', meeting]], notices: [] },
  });
  expect(page.state.records).toBe(before);
});

test.each([
  [4001, 'expired'],
  [4002, 'replaced'],
  [4003, 'removed'],
])('close code %i ends the connection: %s', (code, reason) => {
  const page = new Page().live().feed({ type: 'closed', code });
  expect(page.take()).toEqual([{ type: 'ended', reason }]);
  expect(deadline(page.state)).toBeNull();
});

test('close code 4009 gives up what could not be sent, instead of sending it for ever', () => {
  const page = new Page()
    .live()
    .feed({ type: 'command', id: 'c', command: { type: 'shuffle', memory: false } });
  page.take();
  page.feed({ type: 'closed', code: 4009 });
  expect(page.take()).toEqual([{ type: 'answered', id: 'c', refusal: UNSENDABLE }]);
  expect(page.state).toMatchObject({ phase: 'waiting', waiting: [] });
});

test('tries grow apart, and count anew after a connection that was good', () => {
  const page = new Page().live();
  const waits: number[] = [];
  for (let turn = 0; turn < 8; turn += 1) {
    page.feed({ type: 'closed', code: 1006 });
    waits.push(page.state.until - page.now);
    page.atDeadline();
  }
  expect(waits).toEqual([125, 250, 500, 500, 500, 500, 500, 500]);
  page.now += RESTART_LIMIT;
  page.feed({ type: 'closed', code: 1006 });
  expect(page.state.until - page.now).toBe(5_000);
  page.atDeadline();
  page.feed({ type: 'opened' }).feed({ type: 'frame', frame: WELCOME });
  page.now += 10_000;
  page.feed({ type: 'closed', code: 1006 });
  expect(page.state.attempt).toBe(1);
});

test('a server that welcomes and hangs up at once is not dialled in a tight loop', () => {
  const page = new Page().live();
  for (let turn = 0; turn < 6; turn += 1) {
    page.feed({ type: 'closed', code: 1011 }).atDeadline();
    page.feed({ type: 'opened' }).feed({ type: 'frame', frame: WELCOME });
  }
  page.feed({ type: 'closed', code: 1011 });
  expect(page.state.until - page.now).toBe(500);
});

test('a connection that no longer answers is given up', () => {
  const page = new Page().live().atDeadline();
  expect(page.take()).toEqual([{ type: 'send', frame: { type: 'ping', at: 1_000 } }]);
  page.now += PONG_LIMIT;
  page.feed({ type: 'time' });
  expect(page.take()).toEqual([{ type: 'hang_up' }]);
  expect(page.state.phase).toBe('waiting');
});

test('a timer that fires late does not give up a connection that did answer', () => {
  const page = new Page().live().atDeadline();
  page.feed({ type: 'frame', frame: { type: 'pong', at: page.now, now: 5_000 } }).take();
  page.now += 60_000;
  page.feed({ type: 'time' });
  expect(page.take()).toEqual([{ type: 'send', frame: { type: 'ping', at: page.now } }]);
});

test('a dial that never opens is given up', () => {
  const page = new Page().feed({ type: 'start', seat: 'seat', page: 'page', waiting: [] });
  page.take();
  page.atDeadline();
  expect(page.take()).toEqual([{ type: 'hang_up' }]);
  expect(page.state.phase).toBe('waiting');
});

test('speaking is forgotten with the connection', () => {
  const page = new Page().live();
  page.feed({ type: 'frame', frame: { type: 'speaking', people: ['p_2'] } });
  expect(page.state.speaking).toEqual(['p_2']);
  page.feed({ type: 'closed', code: 1006 });
  expect(page.state.speaking).toEqual([]);
});

test('retry does not wait', () => {
  const page = new Page().live().feed({ type: 'closed', code: 1006 });
  page.take();
  page.feed({ type: 'hurry' });
  expect(page.take()).toEqual([{ type: 'dial' }]);
});

test('a network that came back shows soon whether the old socket lives', () => {
  const page = new Page().live().feed({ type: 'hurry' });
  page.feed({ type: 'time' });
  expect(page.take()).toEqual([{ type: 'send', frame: { type: 'ping', at: page.now } }]);
  page.now += HURRIED_LIMIT;
  page.feed({ type: 'time' });
  expect(page.take()).toEqual([{ type: 'hang_up' }]);
  const alive = new Page().live().feed({ type: 'hurry' });
  alive.feed({ type: 'frame', frame: { type: 'pong', at: alive.now, now: 5_000 } });
  alive.now += HURRIED_LIMIT;
  expect(alive.feed({ type: 'time' }).state.phase).toBe('live');
});

test('a dial that the old network swallowed is dialled anew in the next one', () => {
  const page = new Page().feed({ type: 'start', seat: 'seat', page: 'page', waiting: [] });
  page.take();
  expect(page.feed({ type: 'hurry' }).take()).toEqual([]);
  page.now += HURRIED_LIMIT;
  expect(page.feed({ type: 'hurry' }).take()).toEqual([{ type: 'dial' }]);
});

test('JN2: a server that restarts says so, and the page knows until it is back', () => {
  const page = new Page().live().feed({ type: 'closed', code: 1012 });
  expect(page.state).toMatchObject({ phase: 'waiting', restarting: true });
  // Everybody is told at once, so already the first dials are spread over half a second.
  expect(page.state.until - page.now).toBe(500);
  page.atDeadline().feed({ type: 'closed', code: 1006 });
  expect(page.state.restarting).toBe(true);
  page.atDeadline().feed({ type: 'opened' }).feed({ type: 'frame', frame: WELCOME });
  expect(page.state).toMatchObject({ phase: 'live', restarting: false });
});

test('what was said before a reload is sent again under its id, after the welcome', () => {
  const waiting = [{ id: 'c1', command: { type: 'raise_hand', raised: true } }] as const;
  const page = new Page()
    .feed({ type: 'start', seat: 'seat', page: 'page', waiting })
    .feed({ type: 'opened' });
  expect(page.take().some((effect) => effect.type === 'send' && effect.frame.type === 'command')).toBe(false);
  page.feed({ type: 'frame', frame: WELCOME });
  expect(page.take()).toContainEqual({ type: 'send', frame: { type: 'command', ...waiting[0] } });
});
