/** What has arrived of a picture since its slot was made. */
export interface Arrived {
  readonly packets: number;
  readonly decoded: number;
}

/** By mid: what had arrived last time, and how often in a row nothing of it could be decoded. */
export type Watched = ReadonlyMap<string, { readonly arrived: Arrived; readonly times: number }>;

export interface Look {
  readonly watched: Watched;
  /** Pictures to ask help for. */
  readonly frozen: readonly { readonly mid: string; readonly times: number }[];
  /** Asking has not helped: only new connections can. */
  readonly hopeless: boolean;
}

/** Fewer packets than this between two looks are no picture: what is in flight when a camera stops. */
const ENOUGH = 5;
/** A whole picture, the slot anew, once more, and then no more asking. */
export const HOPELESS_AT = 5;

/** Compare what has arrived with the last look; `carried` are the slots that have carried the same person since. */
export function look(before: Watched, now: ReadonlyMap<string, Arrived>, carried: ReadonlySet<string>): Look {
  const watched = new Map<string, { arrived: Arrived; times: number }>();
  for (const [mid, arrived] of now) {
    const known = before.get(mid);
    const stands =
      known !== undefined &&
      carried.has(mid) &&
      arrived.decoded === known.arrived.decoded &&
      arrived.packets >= known.arrived.packets + ENOUGH;
    watched.set(mid, { arrived, times: stands ? known.times + 1 : 0 });
  }
  const frozen = [...watched].flatMap(([mid, { times }]) => (times > 0 ? [{ mid, times }] : []));
  return { watched, frozen, hopeless: frozen.some(({ times }) => times >= HOPELESS_AT) };
}
