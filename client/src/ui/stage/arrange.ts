import { type Area, bestGrid, capacity, GAP } from './grid.ts';

/** Where something is on the stage; `x` counts from the side on which reading starts. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface Arrangement {
  /** What is large, if anything is. */
  readonly large: Box | null;
  /** The small tiles of this page; the first of them is the tile number `first`. */
  readonly small: readonly Box[];
  readonly first: number;
  readonly page: number;
  readonly pages: number;
}

/** Left free at the lower edge for turning pages, where there are several. */
export const PAGER = 40;
const NARROW = 640;
const LOW = 240;
const FACE = 16 / 9;
const STRIP_FACE = 1.15;

const clamp = (least: number, value: number, most: number): number =>
  Math.round(Math.min(most, Math.max(least, value)));

/** `count` boxes of one size in `columns`, the rows centred in the area. */
function rows(count: number, columns: number, width: number, height: number, area: Area): Box[] {
  const rowCount = Math.ceil(count / columns);
  const top = (area.height - rowCount * height - (rowCount - 1) * GAP) / 2;
  return Array.from({ length: count }, (_, index) => {
    const row = Math.floor(index / columns);
    const inRow = Math.min(columns, count - row * columns);
    const start = (area.width - inRow * width - (inRow - 1) * GAP) / 2;
    return {
      x: Math.round(start + (index % columns) * (width + GAP)),
      y: Math.round(Math.max(0, top) + row * (height + GAP)),
      width,
      height,
    };
  });
}

interface Pages {
  readonly each: number;
  readonly pages: number;
  readonly page: number;
  readonly first: number;
}

/** Pages of equal length, as few as possible; a page that is not there any more is the last one. */
function paged(count: number, most: number, page: number): Pages {
  const pages = Math.max(1, Math.ceil(count / most));
  const each = Math.ceil(count / pages);
  const shown = Math.max(0, Math.min(page, pages - 1));
  return { each, pages, page: shown, first: shown * each };
}

function grid(count: number, area: Area, wanted: number): Arrangement {
  const { each, pages, page, first } = paged(count, capacity(area), wanted);
  const { columns, tileWidth, tileHeight } = bestGrid(each, area);
  const here = Math.min(each, count - first);
  return {
    large: null,
    small: rows(here, Math.min(columns, here), tileWidth, tileHeight, area),
    first,
    page,
    pages,
  };
}

/** People beside the large one: in a column where there is width for it, else in a row below. */
function strip(count: number, area: Area, wanted: number): Arrangement {
  const beside = area.width >= NARROW || area.height < LOW;
  const width = beside ? clamp(96, area.width * 0.17, 240) : 0;
  const height = beside
    ? Math.min(Math.round(width / FACE), Math.round(area.height))
    : clamp(72, area.height * 0.16, 100);
  const across = beside ? width : Math.round(height * STRIP_FACE);
  const room = beside ? area.height : area.width;
  const most = Math.max(1, Math.floor((room + GAP) / ((beside ? height : across) + GAP)));
  const { pages, page, each, first } = paged(count, most, wanted);
  const here = Math.min(each, count - first);
  const offset = beside ? area.width - across : area.height - height;
  const boxes = beside
    ? rows(here, 1, across, height, { width: across, height: area.height }).map((box) => ({
        ...box,
        x: box.x + offset,
      }))
    : rows(here, here, across, height, { width: area.width, height }).map((box) => ({
        ...box,
        y: box.y + offset,
      }));
  const left = beside
    ? { width: offset - GAP, height: area.height }
    : { width: area.width, height: offset - GAP };
  return { large: { x: 0, y: 0, ...left }, small: boxes, first, page, pages };
}

const NOTHING: Arrangement = { large: null, small: [], first: 0, page: 0, pages: 1 };

function fill(count: number, withLarge: boolean, area: Area, page: number): Arrangement {
  if (!withLarge) return grid(count, area, page);
  return count === 0 ? { ...NOTHING, large: { x: 0, y: 0, ...area } } : strip(count, area, page);
}

/** Where everything is: one thing large or nothing, and `count` tiles, on pages if they do not all fit. */
export function arrange(count: number, withLarge: boolean, area: Area, page: number): Arrangement {
  if (area.width <= 0 || area.height <= 0 || (count === 0 && !withLarge)) return NOTHING;
  const whole = fill(count, withLarge, area, page);
  if (whole.pages === 1 || area.height <= LOW) return whole;
  return fill(count, withLarge, { ...area, height: area.height - PAGER }, page);
}
