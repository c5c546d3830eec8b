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
/** Below this a face is not recognisable; the stage turns pages instead. */
export const SMALLEST_TILE = { width: 132, height: 84 };
/** More pictures at once than there are slots for could not all be seen. */
export const MOST_TILES = 16;
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
  return best;
}

/** How many tiles of a recognisable size fit into the area at once. */
export function capacity(area: Area): number {
  const width = Math.min(SMALLEST_TILE.width, area.width);
  const height = Math.min(SMALLEST_TILE.height, area.height);
  for (let count = MOST_TILES; count > 1; count -= 1) {
    const grid = bestGrid(count, area);
    if (grid.tileWidth >= width && grid.tileHeight >= height) return count;
  }
  return 1;
}
