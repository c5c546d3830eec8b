/** JN1: links to a meeting, as addresses to give to people; `expires` is the server's time in milliseconds. */
export interface Links {
  readonly participant: string;
  readonly moderator: string;
  readonly expires: number;
}

export type LinkRole = 'participant' | 'moderator';

const THIS_MACHINE = /^https?:\/\/(localhost|127\.0\.0\.1|0\.0\.0\.0|\[::1?\])(:\d+)?(?=\/)/;

/** A server that was not told its address names its own machine; where this page was opened others can open it too. */
export const reachable = (address: string, origin: string): string => address.replace(THIS_MACHINE, origin);

const DAY = 24 * 60 * 60 * 1000;

/** For how many days something is good, begun ones counted. */
export const daysUntil = (expires: number, now: number): number =>
  Math.max(1, Math.ceil((expires - now) / DAY));
