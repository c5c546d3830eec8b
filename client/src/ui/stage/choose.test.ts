import { describe, expect, it } from 'vitest';
import type { Tile } from '../../model/selectors.ts';
import { type Choice, largeTile, nextSpotlight } from './choose.ts';

const tile = (person: string, change: Partial<Tile> = {}): Tile => ({
  key: `camera/${person}`,
  person,
  source: 'camera',
  name: person,
  role: 'participant',
  isMe: false,
  microphone: true,
  camera: true,
  hand: false,
  speaking: false,
  video: null,
  ...change,
});

const me = tile('me', { isMe: true });
const ann = tile('ann');
const ben = tile('ben');
const screen = tile('ben', { key: 'screen/ben', source: 'screen' });
const choice: Choice = { layout: 'content', pinned: null, spotlight: 'ann', content: false };

describe('RM1: what is large', () => {
  it('is what is presented, and nothing while nothing is', () => {
    expect(largeTile([screen, me, ann], choice)).toBe(screen);
    expect(largeTile([me, ann], choice)).toBeNull();
  });

  it('is nothing in the grid, and who speaks in the speaker layout', () => {
    expect(largeTile([screen, me, ann], { ...choice, layout: 'grid' })).toBeNull();
    expect(largeTile([screen, me, ann], { ...choice, layout: 'speaker' })).toBe(ann);
  });

  it('is what was pinned, in every layout, while it is there', () => {
    for (const layout of ['content', 'grid', 'speaker'] as const) {
      expect(largeTile([screen, me, ann], { ...choice, layout, pinned: me.key })).toBe(me);
    }
    expect(largeTile([screen, me], { ...choice, pinned: ann.key })).toBe(screen);
  });

  it('leaves the place to other content', () => {
    expect(largeTile([screen, me], { ...choice, content: true, pinned: me.key })).toBeNull();
  });
});

describe('RM1: the speaker layout', () => {
  const speaking = (one: Tile): Tile => ({ ...one, speaking: true });

  it('shows who speaks, and keeps them while nobody else does', () => {
    expect(nextSpotlight(null, [me, ann, speaking(ben)])).toBe('ben');
    expect(nextSpotlight('ben', [me, ann, ben])).toBe('ben');
    expect(nextSpotlight('ben', [me, speaking(ann), ben])).toBe('ann');
  });

  it('does not jump between people who speak at once', () => {
    expect(nextSpotlight('ben', [me, speaking(ann), speaking(ben)])).toBe('ben');
  });

  it('never shows oneself, and shows somebody else when the one who spoke has left', () => {
    expect(nextSpotlight(null, [speaking(me), ann])).toBe('ann');
    expect(nextSpotlight('ben', [me, ann])).toBe('ann');
    expect(nextSpotlight('ben', [me])).toBeNull();
  });
});
