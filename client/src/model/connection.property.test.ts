import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { DownFrame, UpFrame } from '../wire.gen.ts';
import { type Connection, deadline, type Effect, IDLE, type Input, step } from './connection.ts';
import { fromView } from './records.ts';
import type { AnyRecord, Change } from './wire.ts';

/** The server's half of the protocol, small enough to be seen right. */
class Server {
  view: Record<string, AnyRecord> = {};
  log: (readonly Change[])[] = [];
  acted: string[] = [];
  /** Frames on their way to the page; null while there is no connection. */
  wire: DownFrame[] | null = null;

  constructor(readonly keeps: number) {}

  commit(changes: readonly Change[]): void {
    for (const change of changes) {
      if (change[0] === 'put') this.view[change[1]] = change[2];
      else delete this.view[change[1]];
    }
    this.log.push(changes);
    this.wire?.push(this.frame(this.log.length));
  }

  frame(seq: number): DownFrame {
    return { type: 'changes', seq, changes: this.log[seq - 1] ?? [], notices: [] };
  }

  receive(frame: UpFrame): void {
    if (frame.type === 'hello') this.wire = this.welcome(frame.since ?? null);
    if (frame.type === 'ping') this.wire?.push({ type: 'pong', at: frame.at, now: frame.at });
    if (frame.type === 'command') {
      if (!this.acted.includes(frame.id)) {
        this.acted.push(frame.id);
        this.commit([['put', `choice/${frame.id}`, room(frame.id, this.acted.length)]]);
      }
      this.wire?.push({ type: 'answer', id: frame.id, refusal: null });
    }
  }

  welcome(since: number | null): DownFrame[] {
    const head = this.log.length;
    const common = { type: 'welcome', epoch: 'e', person: 'p', now: 0, media: true } as const;
    if (since === null || head - since > this.keeps) {
      return [{ ...common, view: { ...this.view }, seq: head }];
    }
    const missed = Array.from({ length: head - since }, (_, index) => this.frame(since + index + 1));
    return [{ ...common, view: null, seq: since }, ...missed];
  }
}

const room = (id: string, order: number): AnyRecord => ({
  id,
  name: `Room ${order}`,
  order,
  people: [],
  count: order,
  capacity: null,
  full: false,
});

/** The page's machine and the server with a bad network between them. */
class World {
  state: Connection = IDLE;
  now = 1_000;
  answered: string[] = [];
  resumed = 0;
  gaps = 0;

  constructor(readonly server: Server) {
    this.feed({ type: 'start', seat: 's', page: 'p', waiting: [] });
  }

  feed(input: Input): void {
    const { state, effects } = step(this.state, input, this.now, 0.5);
    this.state = state;
    for (const effect of effects) this.carry(effect);
  }

  carry(effect: Effect): void {
    if (effect.type === 'dial') this.feed({ type: 'opened' });
    if (effect.type === 'send') this.server.receive(effect.frame);
    if (effect.type === 'answered') this.answered.push(effect.id);
    if (effect.type === 'hang_up') {
      this.gaps += 1;
      this.server.wire = null;
    }
  }

  deliver(): void {
    const frame = this.server.wire?.shift();
    if (!frame) return;
    if (frame.type === 'welcome' && frame.view === null) this.resumed += 1;
    this.feed({ type: 'frame', frame });
  }

  cut(code: number): void {
    if (this.server.wire === null) return;
    this.server.wire = null;
    this.feed({ type: 'closed', code });
  }

  wait(): void {
    const due = deadline(this.state);
    if (due === null) return;
    this.now = Math.max(this.now, due);
    this.feed({ type: 'time' });
  }

  settle(): void {
    for (let turn = 0; turn < 50 && this.state.phase !== 'live'; turn += 1) {
      this.wait();
      while (this.server.wire?.length) this.deliver();
    }
    while (this.server.wire?.length) this.deliver();
  }
}

const key = fc.constantFrom(
  'me',
  'mate/a',
  'mate/b',
  'room',
  'room/main',
  'room/r1',
  'person/a',
  'choice/r1',
);
const change: fc.Arbitrary<Change> = fc.oneof(
  fc.tuple(key, fc.nat(9)).map(([name, order]) => ['put', name, room(name, order)] as const),
  key.map((name) => ['del', name] as const),
);

type Act = (world: World) => void;
const act: fc.Arbitrary<Act> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.array(change, { maxLength: 3 }).map(
      (all): Act =>
        (world) =>
          world.server.commit(all),
    ),
  },
  { weight: 8, arbitrary: fc.constant<Act>((world) => world.deliver()) },
  { weight: 2, arbitrary: fc.constant<Act>((world) => world.server.wire?.splice(0, 1)) },
  {
    weight: 2,
    arbitrary: fc.constant<Act>((world) => {
      const first = world.server.wire?.[0];
      if (first) world.server.wire?.unshift(first);
    }),
  },
  {
    weight: 2,
    arbitrary: fc.nat(20).map(
      (back): Act =>
        (world) => {
          const seq = world.server.log.length - back;
          if (seq >= 1) world.server.wire?.push(world.server.frame(seq));
        },
    ),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom(1006, 1011, 4008, 4012).map(
      (code): Act =>
        (world) =>
          world.cut(code),
    ),
  },
  { weight: 2, arbitrary: fc.constant<Act>((world) => world.wait()) },
  {
    weight: 2,
    arbitrary: fc.uuid().map(
      (id): Act =>
        (world) => {
          world.feed({ type: 'command', id, command: { type: 'shuffle', memory: false } });
        },
    ),
  },
);

test('a page that loses, repeats and resumes frames ends equal to the view', () => {
  const reach = { resumed: 0, gaps: 0, answered: 0, views: 0 };
  fc.assert(
    fc.property(
      fc.array(act, { minLength: 10, maxLength: 60 }),
      fc.constantFrom(0, 2, 100),
      (acts, keeps) => {
        const world = new World(new Server(keeps));
        world.settle();
        for (const each of acts) each(world);
        // A lost frame is only noticed when a later one comes.
        world.settle();
        world.server.commit([['put', 'meeting', room('last', 1)]]);
        world.settle();
        world.settle();
        expect(world.state.records).toEqual(fromView(world.server.view));
        reach.resumed += world.resumed;
        reach.gaps += world.gaps;
        reach.answered += world.answered.length;
      },
    ),
    { numRuns: 300 },
  );
  expect(reach.resumed).toBeGreaterThan(50);
  expect(reach.gaps).toBeGreaterThan(50);
  expect(reach.answered).toBeGreaterThan(50);
});

test('a command acts once and is answered once, however often the connection is lost', () => {
  const cuts = fc.array(
    fc.constantFrom<Act>(
      (w) => w.cut(1006),
      (w) => w.deliver(),
      (w) => w.wait(),
    ),
    {
      maxLength: 30,
    },
  );
  fc.assert(
    fc.property(fc.uniqueArray(fc.uuid(), { maxLength: 5 }), cuts, (ids, acts) => {
      const world = new World(new Server(100));
      for (const id of ids) world.feed({ type: 'command', id, command: { type: 'shuffle', memory: false } });
      for (const each of acts) each(world);
      world.settle();
      expect(world.server.acted).toEqual(ids);
      expect(world.answered).toEqual(ids);
      expect(world.state.waiting).toEqual([]);
    }),
    { numRuns: 300 },
  );
});
