import { beforeEach, describe, expect, it } from 'vitest';
import type { UpFrame } from '../wire.gen.ts';
import { LEAST_APART, Looking, type Picture } from './looking.ts';

const ann: Picture = { person: 'p_1', source: 'camera', height: 120 };
const ben: Picture = { person: 'p_2', source: 'camera', height: 700 };

let now: number;
let timer: { at: number; call: () => void } | null;
let sent: UpFrame[];
let connected: boolean;
let looking: Looking;

beforeEach(() => {
  now = 1_000;
  timer = null;
  sent = [];
  connected = true;
  looking = new Looking({
    send: (frame) => {
      if (connected) sent.push(frame);
      return connected;
    },
    clock: {
      now: () => now,
      random: () => 0,
      uuid: () => '',
      at: (at, call) => {
        timer = { at, call };
        return () => {
          timer = null;
        };
      },
    },
  });
});

const seen = () => sent.map((frame) => (frame.type === 'looking' ? frame.pictures : null));

function pass(): void {
  if (!timer) return;
  now = timer.at;
  const { call } = timer;
  timer = null;
  call();
}

describe('RM1: what the page shows', () => {
  it('is told at once, and again only when it changes', () => {
    looking.look('main', [ann], true);
    looking.look('main', [ann], true);
    pass();
    expect(seen()).toEqual([[ann]]);
  });

  it('is told at most every so often, the last word always', () => {
    looking.look('main', [ann], true);
    looking.look('main', [], true);
    looking.look('main', [ben], true);
    expect(sent).toHaveLength(1);
    pass();
    expect(now).toBe(1_000 + LEAST_APART);
    expect(seen()).toEqual([[ann], [ben]]);
  });

  it('is told again over a new connection', () => {
    connected = false;
    looking.look('main', [ann], true);
    connected = true;
    looking.welcomed();
    now += LEAST_APART;
    looking.welcomed();
    expect(seen()).toEqual([[ann], [ann]]);
  });

  it('is nothing in the low-bandwidth mode, and everything after it', () => {
    looking.soundOnly(true);
    looking.look('main', [ann], true);
    now += LEAST_APART;
    looking.soundOnly(false);
    expect(seen()).toEqual([[], [ann]]);
  });

  it('leaves nothing out that comes up later, unless it is sound only or says so', () => {
    looking.look('main', [], true);
    now += LEAST_APART;
    looking.soundOnly(true);
    now += LEAST_APART;
    looking.soundOnly(false);
    now += LEAST_APART;
    looking.look('main', [], false);
    expect(sent).toMatchObject([{ whole: true }, { whole: false }, { whole: true }, { whole: false }]);
  });

  it('is no more than the server takes', () => {
    looking.look(
      'main',
      Array.from({ length: 100 }, () => ann),
      false,
    );
    expect(seen()[0]).toHaveLength(64);
  });
});
