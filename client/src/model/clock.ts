/** One question to the server's clock; all local times are Date.now(). */
export interface ClockSample {
  readonly sent: number;
  readonly received: number;
  readonly server: number;
}

/** The samples kept, newest last. */
export type ClockState = readonly ClockSample[];

const KEPT = 8;
/** A longer round trip says too little about the clock to be worth keeping. */
const LONGEST_ROUND_TRIP = 10_000;
/** What two clocks may drift apart between samples, on top of what their round trips explain. */
const DRIFT = 50;

export const roundTrip = (sample: ClockSample): number => sample.received - sample.sent;

/** Server time minus local time; the error is at most half the round trip. */
export const offsetOf = (sample: ClockSample): number => sample.server - (sample.sent + sample.received) / 2;

const best = (samples: ClockState): ClockSample | undefined =>
  samples.reduce<ClockSample | undefined>(
    (least, sample) => (least && roundTrip(least) <= roundTrip(sample) ? least : sample),
    undefined,
  );

/** Two samples that cannot both be right show that a clock was set in between. */
const contradict = (a: ClockSample, b: ClockSample): boolean =>
  Math.abs(offsetOf(a) - offsetOf(b)) > (roundTrip(a) + roundTrip(b)) / 2 + DRIFT;

export function addSample(samples: ClockState, sample: ClockSample): ClockState {
  const trip = roundTrip(sample);
  if (trip < 0 || trip > LONGEST_ROUND_TRIP) return samples;
  const known = best(samples);
  if (known && contradict(known, sample)) return [sample];
  return [...samples, sample].slice(-KEPT);
}

/** The offset of the sample with the least round trip; 0 before the first. */
export function clockOffset(samples: ClockState): number {
  const sample = best(samples);
  return sample ? Math.round(offsetOf(sample)) : 0;
}
