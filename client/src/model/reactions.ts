import type { Reaction } from '../wire.gen.ts';
import type { AppState } from './app.ts';
import { memo } from './memo.ts';

/** Milliseconds a reaction is shown. */
export const SHOWN_FOR = 4_000;

/** More at once cannot be seen; the newest are shown. */
export const MOST_SHOWN = 40;

/** A reaction somebody shows now; several of one person float side by side. */
export interface ShownReaction {
  readonly id: number;
  readonly person: string;
  readonly reaction: Reaction;
}

/** What each person shows now, the oldest first. */
export const selectReactions = memo(
  (state: AppState) => [state.reactions] as const,
  (reactions): ReadonlyMap<string, readonly ShownReaction[]> => {
    const shown = new Map<string, ShownReaction[]>();
    for (const each of reactions) shown.set(each.person, [...(shown.get(each.person) ?? []), each]);
    return shown;
  },
);
