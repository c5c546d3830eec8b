import { describe, expect, it } from 'vitest';
import { passedMark } from './bar/marks.ts';
import { clock, colourOf, initial, PERSON_COLOURS } from './format.ts';
import { named } from './texts_session.ts';

describe('what people read', () => {
  it('shows minutes and seconds, hours only when there are some', () => {
    expect([0, 59, 761, 3600, 3761].map(clock)).toEqual(['00:00', '00:59', '12:41', '1:00:00', '1:02:41']);
  });

  it('takes the first letter a reader sees', () => {
    expect(['eva', ' نور', '👩‍🚀 Ada', 'élan', ''].map(initial)).toEqual(['E', 'ن', '👩‍🚀', 'É', '?']);
  });

  it('gives the same person the same colour', () => {
    expect(colourOf('p_1')).toBe(colourOf('p_1'));
    const colours = Array.from({ length: 200 }, (_, index) => colourOf(`p_${index}`));
    expect(new Set(colours).size).toBe(PERSON_COLOURS);
  });
});

describe('TM2: time warnings', () => {
  it('come once, when a mark is passed', () => {
    expect(passedMark(300_250, 300_000)).toBe(5);
    expect(passedMark(300_000, 299_750)).toBeNull();
    expect(passedMark(60_100, 59_900)).toBe(1);
  });

  it('are not given to someone who arrives later, nor when time is added', () => {
    expect(passedMark(null, 200_000)).toBeNull();
    expect(passedMark(50_000, 350_000)).toBeNull();
  });

  it('name the last mark when the session was shortened past both', () => {
    expect(passedMark(400_000, 30_000)).toBe(1);
  });
});

describe('names in sentences', () => {
  it('isolates what is written from right to left, and leaves the rest as it is', () => {
    expect(named('נועה')).toBe('\u2068נועה\u2069');
    expect(named('Zoë 🌈')).toBe('Zoë 🌈');
  });
});
