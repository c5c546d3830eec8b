import { describe, expect, it } from 'vitest';
import { bestGrid, GAP } from './grid.ts';

const wide = { width: 1440, height: 760 };
const phone = { width: 374, height: 640 };

describe('the stage', () => {
  it.each([1, 2, 3, 5, 9, 16, 24])('fits %i tiles into the area', (count) => {
    for (const area of count > 9 ? [wide] : [wide, phone]) {
      const grid = bestGrid(count, area);
      expect(grid.columns * grid.rows).toBeGreaterThanOrEqual(count);
      expect(grid.columns * grid.tileWidth + (grid.columns - 1) * GAP).toBeLessThanOrEqual(area.width);
      expect(grid.rows * grid.tileHeight + (grid.rows - 1) * GAP).toBeLessThanOrEqual(area.height);
    }
  });

  it('keeps few people in one row above the dashboard', () => {
    expect(bestGrid(6, { width: 960, height: 180 })).toMatchObject({ columns: 6, rows: 1 });
  });

  it('puts two people side by side on a wide screen and above each other on a phone', () => {
    expect(bestGrid(2, wide).columns).toBe(2);
    expect(bestGrid(2, phone).columns).toBe(1);
  });

  it('has 4 by 4 for sixteen people on a wide screen', () => {
    expect(bestGrid(16, wide)).toMatchObject({ columns: 4, rows: 4 });
  });

  it('is empty for nobody and before it has a size', () => {
    expect(bestGrid(0, wide).tileWidth).toBe(0);
    expect(bestGrid(3, { width: 0, height: 0 }).tileWidth).toBe(0);
  });
});
