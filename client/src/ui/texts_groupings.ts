import { named, plural } from './texts_session.ts';

/** SH1, people who are kept together or apart: part of the catalogue in texts.ts. */
export const groupings = {
  title: 'Groups for shuffling',
  button: (n: number, broken: number) =>
    broken === 0
      ? `Groups for shuffling: ${n}`
      : `Groups for shuffling: ${n}, ${plural(broken, 'is', 'are')} not kept now`,
  broken: (n: number) => `${plural(n, 'group', 'groups')} for shuffling could not be kept`,
  together: 'Keep together',
  apart: 'Keep apart',
  kinds: { together: 'Together', apart: 'Apart' },
  names: (names: readonly string[]) => names.map(named).join(', '),
  gone: 'Nobody of this group is here',
  notKept: 'Not kept now',
  why: 'Rooms stay even and pinned people stay; the rest is tried in the next shuffle.',
  remove: (kind: string, names: string) => `Remove group: ${kind} ${names}`,
  empty: 'Select two people or more, then choose Keep together or Keep apart in the menu of one of them.',
};
