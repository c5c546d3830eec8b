import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { follow, intent, turnBy } from './swipe.ts';

const SECOND = { page: 1, pages: 3, rtl: false };

describe('RM1: a swipe turns the page of people', () => {
  it.each([
    ['left is on', -80, SECOND, 1],
    ['right is back', 80, SECOND, -1],
    ['a short one is none', -40, SECOND, 0],
    ['right is on where one reads from right to left', 80, { ...SECOND, rtl: true }, 1],
    ['left is back there', -80, { ...SECOND, rtl: true }, -1],
    ['there is nothing before the first', 80, { ...SECOND, page: 0 }, 0],
    ['there is nothing after the last', -80, { ...SECOND, page: 2 }, 0],
  ] as const)('%s', (_, across, pages, turns) => {
    expect(turnBy(across, pages)).toBe(turns);
  });

  it('lets the tiles follow the finger, less where there is no page', () => {
    expect(follow(-80, SECOND)).toBe(-80);
    expect(follow(80, { ...SECOND, page: 0 })).toBe(20);
  });

  it('leaves scrolling and zooming to the browser', () => {
    expect(intent(4, 5)).toBe('unknown');
    expect(intent(30, 8)).toBe('swipe');
    expect(intent(8, 30)).toBe('other');
  });

  it('never leaves the pages there are', () => {
    const pages = fc
      .record({ pages: fc.integer({ min: 1, max: 9 }), page: fc.nat(8), rtl: fc.boolean() })
      .filter(({ page, pages: count }) => page < count);
    fc.assert(
      fc.property(fc.integer({ min: -2000, max: 2000 }), pages, (across, there) => {
        const page = there.page + turnBy(across, there);
        expect(page >= 0 && page < there.pages).toBe(true);
      }),
    );
  });
});
