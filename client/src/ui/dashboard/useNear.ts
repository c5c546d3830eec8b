import { type RefObject, useEffect, useRef, useState } from 'react';

/** Does one thing for each frame that is drawn. */
export function createTurns(): (act: () => void) => void {
  const waiting: (() => void)[] = [];
  const next = () => {
    waiting.shift()?.();
    if (waiting.length > 0) requestAnimationFrame(next);
  };
  return (act) => {
    waiting.push(act);
    if (waiting.length === 1) requestAnimationFrame(next);
  };
}

/** What an element scrolls in; a margin only reaches beyond what is the observer's root. */
function scrollerOf(element: HTMLElement): HTMLElement | null {
  let above = element.parentElement;
  while (above && !/auto|scroll/.test(getComputedStyle(above).overflowY)) above = above.parentElement;
  return above;
}

/**
 * Whether an element is on the screen or within a screen of it; always true while `always`. After opening it is
 * said `inTurn`: a whole row of rooms drawn in one frame would be seen as a jerk while scrolling.
 */
export function useNear(
  ref: RefObject<HTMLElement | null>,
  always: boolean,
  inTurn: (act: () => void) => void,
): boolean {
  const [near, setNear] = useState(always);
  const wanted = useRef(always);
  useEffect(() => {
    const element = ref.current;
    if (always || !element) return;
    let opening = true;
    const observer = new IntersectionObserver(
      ([entry]) => {
        wanted.current = entry?.isIntersecting ?? false;
        if (opening) setNear(wanted.current);
        else inTurn(() => setNear(wanted.current));
        opening = false;
      },
      { root: scrollerOf(element), rootMargin: '600px' },
    );
    observer.observe(element);
    return () => observer.disconnect();
  }, [ref, always, inTurn]);
  return near || always;
}
