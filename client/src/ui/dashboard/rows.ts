/** A finger needs more than a pointer does. */
const touched = typeof matchMedia === 'function' && matchMedia('(pointer: coarse)').matches;

/** The height of a person's row, as in css/people.css; lists that draw only what is visible reckon with it. */
const ROW = touched ? 44 : 36;

/** From so many people in one room on, only the visible rows are drawn. */
export const MANY = 30;

/** How many of them the list is high. */
export const SHOWN_OF_MANY = 8;

/** Under a finger only one thing scrolls, so lists are as long as they are up to there. */
const MOST_SHOWN = touched ? MANY : SHOWN_OF_MANY;

const HEAD = 36;
const FOOT = 40;

export const ROW_LAYOUT = { rowSize: ROW };

/** How high a room's card is inside, before it is drawn. */
export function cardHeight(people: number, hasFoot: boolean): number {
  const shown = people > MANY ? SHOWN_OF_MANY : Math.min(Math.max(people, 1), MOST_SHOWN);
  return HEAD + shown * ROW + (hasFoot ? FOOT : 0);
}
