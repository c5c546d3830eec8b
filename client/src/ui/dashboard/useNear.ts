import { type RefObject, useCallback, useEffect, useRef, useState } from 'react';
import type { Turns } from './turns.ts';

/**
 * How much of something is drawn: nothing but its place; its looks; or all of it, so that it can be used. Looks
 * are a tenth of the work, and while one scrolls there is no time for more.
 */
export type Drawn = 'place' | 'looks' | 'all';

/** What an element scrolls in; a margin only reaches beyond what is the observer's root. */
function scrollerOf(element: HTMLElement): HTMLElement | null {
  let above = element.parentElement;
  while (above && !/auto|scroll/.test(getComputedStyle(above).overflowY)) above = above.parentElement;
  return above;
}

/**
 * How much to draw of an element: all of it `always`, else all of it near the screen, once scrolling rests or
 * somebody wants it now. What comes near gets its looks in its turn: a whole row of rooms in one frame would be
 * seen as a jerk.
 */
export function useNear(
  ref: RefObject<HTMLElement | null>,
  always: boolean,
  turns: Turns,
): { readonly drawn: Drawn; readonly now: () => void } {
  const [drawn, setDrawn] = useState<Drawn>(always ? 'all' : 'place');
  const near = useRef(always);
  useEffect(() => {
    const element = ref.current;
    if (always || !element) return;
    let opening = true;
    const looks = () => setDrawn((before) => (near.current && before === 'place' ? 'looks' : before));
    const come = () => {
      if (opening) looks();
      else turns.next(looks);
      turns.atRest(() => setDrawn(near.current ? 'all' : 'place'));
    };
    const go = () => {
      setDrawn((before) => (before === 'looks' ? 'place' : before));
      turns.atRest(() => setDrawn(near.current ? 'all' : 'place'));
    };
    const observer = new IntersectionObserver(
      ([entry]) => {
        near.current = entry?.isIntersecting ?? false;
        if (near.current) come();
        else if (!opening) go();
        opening = false;
      },
      { root: scrollerOf(element), rootMargin: '600px' },
    );
    observer.observe(element);
    return () => observer.disconnect();
  }, [ref, always, turns]);
  const now = useCallback(() => setDrawn((before) => (before === 'looks' ? 'all' : before)), []);
  return { drawn: always ? 'all' : drawn, now };
}
