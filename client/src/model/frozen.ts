/** What has arrived of a picture since its slot was made. */
export interface Arrived {
  readonly packets: number;
  readonly decoded: number;
}

/** A picture that a slot carries. */
export interface Carried {
  readonly mid: string;
  /** Whose picture, and which: names it also when it comes in another slot. */
  readonly feed: string;
  readonly arrived: Arrived;
  /** Packets of it never pause while it is sent: a camera's do not, those of a screen where nothing moves do. */
  readonly steady: boolean;
  /** Nothing but the network stood in its way since the last look. */
  readonly judged: boolean;
}

interface Seen {
  readonly mid: string;
  readonly arrived: Arrived;
  /** How often in a row it was seen to stand still; a slot given to it anew does not begin anew. */
  readonly times: number;
}

/** By feed: what had arrived last time. */
export type Watched = ReadonlyMap<string, Seen>;

export interface Frozen {
  readonly mid: string;
  readonly times: number;
  /** Nothing of it arrives; otherwise what arrives cannot be decoded. */
  readonly missing: boolean;
}

export interface Look {
  readonly watched: Watched;
  /** Pictures to ask help for. */
  readonly frozen: readonly Frozen[];
  /** Asking has not helped: only new connections can. */
  readonly hopeless: boolean;
}

/** Fewer packets than this between two looks are no picture: what is in flight when a camera stops. */
const ENOUGH = 5;
/** A whole picture, the slot anew, and then no more asking. */
export const HOPELESS_AT = 3;
/** The wire takes no larger count. */
export const MOST_TIMES = 100;

function judge(
  known: Seen | undefined,
  { mid, arrived, steady, judged }: Carried,
): 'well' | 'unknown' | Frozen {
  if (!judged || known?.mid !== mid) return 'unknown';
  const flows = arrived.packets >= known.arrived.packets + ENOUGH;
  if (arrived.decoded !== known.arrived.decoded || !(flows || steady)) return 'well';
  return { mid, times: Math.min(known.times + 1, MOST_TIMES), missing: !flows };
}

/** Compare what has arrived with the last look. */
export function look(before: Watched, now: readonly Carried[]): Look {
  const watched = new Map<string, Seen>();
  const frozen: Frozen[] = [];
  for (const carried of now) {
    const known = before.get(carried.feed);
    const found = judge(known, carried);
    const stands = typeof found === 'object';
    if (stands) frozen.push(found);
    const times = stands ? found.times : found === 'unknown' ? (known?.times ?? 0) : 0;
    watched.set(carried.feed, { mid: carried.mid, arrived: carried.arrived, times });
  }
  // Whether what is missing is sent at all, the server knows better.
  const hopeless = frozen.some(({ times, missing }) => times >= HOPELESS_AT && !missing);
  return { watched, frozen, hopeless };
}
