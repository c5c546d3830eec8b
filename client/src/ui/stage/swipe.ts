/** How far a finger goes before it counts as a swipe, and how far one turns the page, in pixels. */
const BEGINS = 10;
const TURNS = 56;
/** Of the finger's way, where there is no page to turn to. */
const RESISTANCE = 0.25;

export interface Pages {
  readonly page: number;
  readonly pages: number;
  readonly rtl: boolean;
}

/** By how many pages a finger that went so far across turns: towards where reading starts is on, and not past the ends. */
export function turnBy(across: number, { page, pages, rtl }: Pages): -1 | 0 | 1 {
  if (Math.abs(across) < TURNS) return 0;
  const on = across < 0 !== rtl;
  if (on) return page < pages - 1 ? 1 : 0;
  return page > 0 ? -1 : 0;
}

/** How far the tiles follow the finger. */
export function follow(across: number, pages: Pages): number {
  const there = turnBy(Math.sign(across) * TURNS, pages) !== 0;
  return Math.round(there ? across : across * RESISTANCE);
}

/** What a finger does after going so far: not known yet, turning pages, or something else (scrolling, zooming). */
export function intent(across: number, down: number): 'unknown' | 'swipe' | 'other' {
  if (Math.max(Math.abs(across), Math.abs(down)) < BEGINS) return 'unknown';
  return Math.abs(across) > Math.abs(down) ? 'swipe' : 'other';
}
