/** Whether a microphone carries speech, told from its level, with hysteresis and at most four changes a second. */
export interface Speech {
  /** What was last said to the server. */
  readonly on: boolean;
  /** Since when the level has been on the other side; null: it is not. */
  readonly turningSince: number | null;
  readonly changedAt: number;
}

export const SILENT: Speech = { on: false, turningSince: null, changedAt: Number.NEGATIVE_INFINITY };

const LOUD = -45;
const QUIET = -52;
const ON_AFTER = 100;
/** Pauses between words are shorter. */
const OFF_AFTER = 700;
const LEAST_APART = 250;

/** `level` in dBFS. Returns the same state when nothing changed; `on` changes exactly when the server is to be told. */
export function hear(speech: Speech, level: number, now: number): Speech {
  const turning = speech.on ? level < QUIET : level > LOUD;
  if (!turning) return speech.turningSince === null ? speech : { ...speech, turningSince: null };
  const since = speech.turningSince ?? now;
  const after = speech.on ? OFF_AFTER : ON_AFTER;
  if (now - since < after || now - speech.changedAt < LEAST_APART) return { ...speech, turningSince: since };
  return { on: !speech.on, turningSince: null, changedAt: now };
}

/** A muted microphone says nothing. */
export const mute = (speech: Speech, now: number): Speech =>
  speech.on ? { on: false, turningSince: null, changedAt: now } : { ...speech, turningSince: null };

/** For the level meter: dBFS as tenths from 0 to 1. */
export function meterLevel(level: number): number {
  const share = (level + 60) / 50;
  return Math.round(Math.min(1, Math.max(0, share)) * 10) / 10;
}
