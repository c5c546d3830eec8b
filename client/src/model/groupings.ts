import type { Command, GroupingRecord } from '../wire.gen.ts';
import type { AppState } from './app.ts';
import type { DashboardPerson } from './dashboard.ts';
import { memo } from './memo.ts';

export interface Groupings {
  /** In the order they were made. */
  readonly all: readonly GroupingRecord[];
  /** SH1: how many the present assignments do not keep. */
  readonly broken: number;
}

export const selectGroupings = memo(
  (state: AppState) => [state.records.groupings] as const,
  (groupings): Groupings => {
    const all = [...groupings.values()].sort((a, b) => a.number - b.number);
    return { all, broken: all.filter(({ kept }) => !kept).length };
  },
);

/** SH1: what *Keep together* or *Keep apart* asks for; null: too few of those chosen are dealt out at all. */
export function keepPeople(
  chosen: readonly DashboardPerson[],
  keeping: GroupingRecord['keeping'],
): Command | null {
  const people = chosen.filter(({ role }) => role === 'participant').map(({ id }) => id);
  return people.length < 2 ? null : { type: 'keep_people', people, keeping };
}
