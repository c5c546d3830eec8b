import type { Allow, Assign } from '../../wire.gen.ts';

export interface Setup {
  readonly rooms: number;
  readonly assign: Assign;
  readonly limited: boolean;
  readonly minutes: number;
  readonly allow: Allow;
}

export const MOST_ROOMS = 100;
export const MOST_MINUTES = 24 * 60;

export const STANDARD_SETUP: Setup = {
  rooms: 2,
  assign: 'automatic',
  limited: false,
  minutes: 10,
  allow: { call: true, return_to_main: true, switch_rooms: false },
};

const within = (value: number, most: number): boolean =>
  Number.isInteger(value) && value >= 1 && value <= most;

/** What is plainly wrong before asking the server, which has the last word. */
export function faultsOf(setup: Setup): { readonly rooms: boolean; readonly minutes: boolean } {
  return {
    rooms: !within(setup.rooms, MOST_ROOMS),
    minutes: setup.limited && !within(setup.minutes, MOST_MINUTES),
  };
}
