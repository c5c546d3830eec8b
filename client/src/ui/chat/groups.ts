import type { Entry } from '../../model/chat.ts';

/** Lines of one person, one soon after the other: they share a head. */
export interface Group {
  readonly key: string;
  readonly first: Entry;
  readonly entries: readonly Entry[];
  /** The first line of the group is the first one that was not read yet. */
  readonly startsNews: boolean;
}

const SOON = 5 * 60_000;

const together = (last: Entry, next: Entry): boolean =>
  last.by !== null && last.by === next.by && !next.announcement && next.at - last.at < SOON;

/** `readUpTo` null: all is read. */
export function groups(entries: readonly Entry[], readUpTo: number | null): readonly Group[] {
  const found: { key: string; first: Entry; entries: Entry[]; startsNews: boolean }[] = [];
  let told = readUpTo === null;
  for (const entry of entries) {
    const isNews =
      !told && entry.number !== null && entry.number > (readUpTo ?? 0) && !entry.mine && !entry.deleted;
    told = told || isNews;
    const last = found.at(-1);
    if (last && !isNews && together(last.entries.at(-1) ?? last.first, entry)) last.entries.push(entry);
    else found.push({ key: entry.id, first: entry, entries: [entry], startsNews: isNews });
  }
  return found;
}
