import type { Allow, Assign, Command, Late } from '../../wire.gen.ts';

export interface Setup {
  readonly rooms: number;
  /** As many rooms as `people` per room need, instead of `rooms`. */
  readonly bySize: boolean;
  readonly people: number;
  readonly assign: Assign;
  readonly limited: boolean;
  readonly minutes: number;
  readonly allow: Allow;
  /** null: what suits the assignment (JN4). */
  readonly late: Late | null;
  readonly capped: boolean;
  readonly capacity: number;
}

export const MOST_ROOMS = 100;
export const MOST_PEOPLE = 1_000;
export const MOST_MINUTES = 24 * 60;

export const STANDARD_SETUP: Setup = {
  rooms: 2,
  bySize: false,
  people: 4,
  assign: 'automatic',
  limited: false,
  minutes: 10,
  allow: { call: true, return_to_main: true, switch_rooms: false },
  late: null,
  capped: false,
  capacity: 6,
};

const SUITS: Readonly<Record<Assign, Late>> = { automatic: 'smallest', manual: 'hold', choose: 'choose' };

/** JN4: what becomes of late joiners, as chosen or as suits the assignment. */
export const lateOf = ({ late, assign }: Setup): Late => late ?? SUITS[assign];

/** Participants may pick a room in some way, so that a capacity means something. */
export const choosing = (setup: Setup): boolean =>
  setup.assign === 'choose' || lateOf(setup) === 'choose' || setup.allow.switch_rooms;

export interface Faults {
  readonly rooms: boolean;
  readonly people: boolean;
  readonly minutes: boolean;
  readonly capacity: boolean;
}

const within = (value: number, most: number): boolean =>
  Number.isInteger(value) && value >= 1 && value <= most;

const capped = (setup: Setup): boolean => setup.capped && choosing(setup);

/** What is plainly wrong before asking the server, which has the last word. */
export function faultsOf(setup: Setup): Faults {
  return {
    rooms: !setup.bySize && !within(setup.rooms, MOST_ROOMS),
    people: setup.bySize && !within(setup.people, MOST_PEOPLE),
    minutes: setup.limited && !within(setup.minutes, MOST_MINUTES),
    capacity: capped(setup) && !within(setup.capacity, MOST_PEOPLE),
  };
}

export const configure = (setup: Setup): Command => ({
  type: 'configure_breakout',
  rooms: setup.bySize ? null : setup.rooms,
  people_per_room: setup.bySize ? setup.people : null,
  assign: setup.assign,
  time_limit: setup.limited ? setup.minutes : null,
  allow: setup.allow,
  late: setup.late,
  capacity: capped(setup) ? setup.capacity : null,
});
