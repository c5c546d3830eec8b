const MARKS = [
  { minutes: 5, left: 300_000 },
  { minutes: 1, left: 60_000 },
] as const;

/** TM2: the mark that was passed between two looks at the clock, the latest one if several. */
export function passedMark(before: number | null, left: number | null): number | null {
  if (before === null || left === null) return null;
  return MARKS.findLast((mark) => before > mark.left && left <= mark.left)?.minutes ?? null;
}
