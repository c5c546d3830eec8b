import type { Clock } from '../model/ports.ts';

/** setTimeout takes 31 bits; a later deadline is simply looked at again. */
const LONGEST = 2 ** 31 - 1;

export const browserClock: Clock = {
  now: () => Date.now(),
  random: () => Math.random(),
  // randomUUID exists only in secure contexts, and joining must work without.
  uuid: () => {
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
    const variant = ((Number.parseInt(hex.charAt(16), 16) & 0x3) | 0x8).toString(16);
    return [
      hex.slice(0, 8),
      hex.slice(8, 12),
      `4${hex.slice(13, 16)}`,
      `${variant}${hex.slice(17, 20)}`,
      hex.slice(20),
    ].join('-');
  },
  at: (at, call) => {
    const timer = setTimeout(call, Math.min(LONGEST, Math.max(0, at - Date.now())));
    return () => clearTimeout(timer);
  },
};
