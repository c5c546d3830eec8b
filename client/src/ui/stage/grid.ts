export interface Area {
  readonly width: number;
  readonly height: number;
}

export interface Grid {
  readonly columns: number;
  readonly rows: number;
  readonly tileWidth: number;
  readonly tileHeight: number;
}

export const GAP = 8;
/** Below this a face is not recognisable; the stage scrolls instead. */
export const SMALLEST_TILE = 132;
/** Tiles are between portrait-ish and wide; pictures are cropped a little to fit. */
const NARROWEST = 1;
const WIDEST = 16 / 9;

function tileFor(columns: number, rows: number, area: Area): Grid {
  const width = (area.width - GAP * (columns - 1)) / columns;
  const height = (area.height - GAP * (rows - 1)) / rows;
  const tileWidth = Math.min(width, height * WIDEST);
  const tileHeight = Math.min(height, tileWidth / NARROWEST);
  return {
    columns,
    rows,
    tileWidth: Math.max(0, Math.floor(tileWidth)),
    tileHeight: Math.max(0, Math.floor(tileHeight)),
  };
}

const sizeOf = (grid: Grid): number => Math.max(0, grid.tileWidth) * Math.max(0, grid.tileHeight);

const SCROLLED_RATIO = 4 / 3;

/** As many recognisable tiles in a row as fit, none higher than the area: the rest is scrolled to. */
function scrolling(count: number, area: Area): Grid {
  const widest = Math.min(SMALLEST_TILE, area.height * SCROLLED_RATIO);
  const columns = Math.max(1, Math.min(count, Math.floor((area.width + GAP) / (widest + GAP))));
  const width = (area.width - GAP * (columns - 1)) / columns;
  const tileHeight = Math.floor(Math.min(width / SCROLLED_RATIO, area.height));
  const tileWidth = Math.floor(Math.min(width, tileHeight * WIDEST));
  return { columns, rows: Math.ceil(count / columns), tileWidth, tileHeight };
}

/** The columns with which `count` tiles fill the area best: the largest tile wins, fewer holes break ties. */
export function bestGrid(count: number, area: Area): Grid {
  if (count === 0 || area.width <= 0 || area.height <= 0)
    return { columns: 1, rows: 1, tileWidth: 0, tileHeight: 0 };
  let best = tileFor(1, count, area);
  for (let columns = 2; columns <= count; columns += 1) {
    const rows = Math.ceil(count / columns);
    const grid = tileFor(columns, rows, area);
    if (sizeOf(grid) > sizeOf(best)) best = grid;
  }
  return best.tileWidth < Math.min(SMALLEST_TILE, area.width) ? fallback(count, area, best) : best;
}

/** Low strips (the stage above the dashboard) keep one row of small tiles before they scroll. */
function fallback(count: number, area: Area, fitting: Grid): Grid {
  return fitting.tileHeight >= 72 ? fitting : scrolling(count, area);
}
