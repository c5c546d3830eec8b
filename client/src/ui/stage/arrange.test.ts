import { describe, expect, it } from 'vitest';
import { arrange, type Box } from './arrange.ts';
import { type Area, MOST_TILES, SMALLEST_TILE } from './grid.ts';

const AREAS: Readonly<Record<string, Area>> = {
  wide: { width: 1440, height: 760 },
  tablet: { width: 1008, height: 640 },
  phone: { width: 344, height: 560 },
  'strip above the dashboard': { width: 960, height: 180 },
  'strip on a phone': { width: 374, height: 96 },
  'phone on its side': { width: 740, height: 250 },
};
const COUNTS = [1, 2, 3, 5, 9, 16, 17, 24, 60, 300];

const inside = (box: Box, area: Area): boolean =>
  box.x >= 0 && box.y >= 0 && box.x + box.width <= area.width + 1 && box.y + box.height <= area.height + 1;

const overlap = (a: Box, b: Box): boolean =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;

describe.each(Object.entries(AREAS))('RM1: on a %s', (_, area) => {
  it.each(COUNTS)('%i people are all on some page, in order, inside and apart', (count) => {
    for (const large of [false, true]) {
      const seen: number[] = [];
      const { pages } = arrange(count, large, area, 0);
      for (let page = 0; page < pages; page += 1) {
        const arrangement = arrange(count, large, area, page);
        const boxes = [...arrangement.small, ...(arrangement.large ? [arrangement.large] : [])];
        expect(boxes.every((box) => box.width > 0 && box.height > 0 && inside(box, area))).toBe(true);
        expect(boxes.some((a, i) => boxes.slice(i + 1).some((b) => overlap(a, b)))).toBe(false);
        expect(arrangement.small.length).toBeLessThanOrEqual(MOST_TILES);
        seen.push(...arrangement.small.map((__, index) => arrangement.first + index));
      }
      expect(seen).toEqual(Array.from({ length: count }, (__, index) => index));
    }
  });
});

describe('RM1: the stage', () => {
  const { wide, phone } = AREAS as { wide: Area; phone: Area };

  it('turns pages before faces become too small', () => {
    for (const area of [wide, phone]) {
      const [tile] = arrange(60, false, area, 0).small;
      expect(tile?.width).toBeGreaterThanOrEqual(SMALLEST_TILE.width);
    }
  });

  it('has pages of equal length, as few as possible', () => {
    expect(arrange(24, false, wide, 0)).toMatchObject({ pages: 2, first: 0 });
    expect(arrange(24, false, wide, 1).small).toHaveLength(12);
    expect(arrange(24, false, wide, 9)).toMatchObject({ page: 1, first: 12 });
  });

  it('gives what is large most of the place, and people a strip beside it or below', () => {
    const beside = arrange(5, true, wide, 0);
    expect(beside.large?.width).toBeGreaterThan(wide.width * 0.8);
    expect(beside.small.every((box) => box.x > (beside.large?.width ?? 0))).toBe(true);
    const below = arrange(5, true, phone, 0);
    expect(below.large?.width).toBe(phone.width);
    expect(below.large?.height).toBeGreaterThan(phone.height * 0.6);
  });

  it('is filled by what is large when nobody is beside it', () => {
    expect(arrange(0, true, wide, 0).large).toEqual({ x: 0, y: 0, ...wide });
  });

  it('is empty for nobody, and before it has a size', () => {
    expect(arrange(0, false, wide, 0).small).toEqual([]);
    expect(arrange(3, true, { width: 0, height: 0 }, 0)).toMatchObject({ large: null, small: [] });
  });
});
