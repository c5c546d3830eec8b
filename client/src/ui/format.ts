/** 12:41, or 1:02:41 from an hour on. */
export function clock(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  const two = (n: number) => String(n).padStart(2, '0');
  const hours = Math.floor(whole / 3600);
  const rest = `${two(Math.floor((whole % 3600) / 60))}:${two(whole % 60)}`;
  return hours > 0 ? `${hours}:${rest}` : rest;
}

const hours = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit' });

/** 14:05, in the reader's own way; `at` is local time. */
export const timeOfDay = (at: number): string => hours.format(at);

const days = new Intl.DateTimeFormat(undefined, { dateStyle: 'long' });

/** 21 February 2030, in the reader's own way; `at` is local time. */
export const dayText = (at: number): string => days.format(at);

const segments = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/** The first letter a reader would see, also of emoji and combined letters. */
export function initial(name: string): string {
  const first = segments.segment(name.trim())[Symbol.iterator]().next();
  return first.done ? '?' : first.value.segment.toLocaleUpperCase();
}

export const PERSON_COLOURS = 8;

/** The same person has the same colour everywhere (FNV-1a of the id). */
export function colourOf(id: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < id.length; i += 1) {
    hash = Math.imul(hash ^ id.charCodeAt(i), 0x01000193);
  }
  return (hash >>> 0) % PERSON_COLOURS;
}

const KILO = 1000;
const UNITS = ['B', 'kB', 'MB', 'GB'] as const;

/** 3.4 MB, in the reader's own way of writing numbers. */
export function sizeText(bytes: number): string {
  const power = Math.min(Math.floor(Math.log(Math.max(bytes, 1)) / Math.log(KILO)), UNITS.length - 1);
  const value = bytes / KILO ** power;
  return `${value.toLocaleString(undefined, { maximumFractionDigits: power < 2 ? 0 : 1 })} ${UNITS[power]}`;
}
