import { type RefObject, useEffect } from 'react';
import { useLatest } from '../parts/useLatest.ts';
import { follow, intent, turnBy } from './swipe.ts';

/** What is itself moved by fingers. */
const NOT_HERE = '.stage-content, .pager, .view-button';

interface Turner {
  readonly page: number;
  readonly pages: number;
  readonly turn: (page: number) => void;
}

interface Finger {
  readonly pointer: number;
  readonly x: number;
  readonly y: number;
  swipes: boolean;
}

const stands = () => matchMedia('(prefers-reduced-motion: reduce)').matches;

/** RM1: on touch screens a swipe across turns the page; the tiles follow the finger, unless motion is to be reduced. */
export function useSwipe(area: RefObject<HTMLElement | null>, { page, pages, turn }: Turner): void {
  const several = pages > 1;
  const where = useLatest((across: number) => {
    const rtl = area.current !== null && getComputedStyle(area.current).direction === 'rtl';
    const by = turnBy(across, { page, pages, rtl });
    if (by !== 0) turn(page + by);
  });
  const show = useLatest((across: number) => {
    const element = area.current;
    if (!element || stands()) return;
    const rtl = getComputedStyle(element).direction === 'rtl';
    element.style.setProperty('--swiped', `${follow(across, { page, pages, rtl })}px`);
  });
  useEffect(() => {
    const element = area.current;
    if (!element || !several) return;
    return listen(element, { show, end: where });
  }, [area, several, show, where]);
}

interface Swipe {
  readonly show: (across: number) => void;
  readonly end: (across: number) => void;
}

function listen(element: HTMLElement, { show, end }: Swipe): () => void {
  let finger: Finger | null = null;
  const forget = () => {
    finger = null;
    delete element.dataset.swiping;
    element.style.removeProperty('--swiped');
  };
  const down = ({
    pointerId: pointer,
    pointerType,
    isPrimary,
    clientX: x,
    clientY: y,
    target,
  }: PointerEvent) => {
    if (!isPrimary) return forget();
    const other = target instanceof Element && target.closest(NOT_HERE) !== null;
    if (pointerType !== 'mouse' && !other) finger = { pointer, x, y, swipes: false };
  };
  const move = ({ pointerId, clientX, clientY }: PointerEvent) => {
    if (finger?.pointer !== pointerId) return;
    const across = clientX - finger.x;
    if (!finger.swipes) {
      const meant = intent(across, clientY - finger.y);
      if (meant === 'other') forget();
      if (meant !== 'swipe' || !finger) return;
      finger.swipes = true;
      element.dataset.swiping = '';
      element.setPointerCapture(pointerId);
    }
    show(across);
  };
  const up = ({ pointerId, clientX }: PointerEvent) => {
    if (finger?.pointer !== pointerId) return;
    const { swipes, x } = finger;
    forget();
    if (swipes) end(clientX - x);
  };
  const control = new AbortController();
  const { signal } = control;
  element.addEventListener('pointerdown', down, { signal });
  element.addEventListener('pointermove', move, { signal });
  element.addEventListener('pointerup', up, { signal });
  element.addEventListener('pointercancel', forget, { signal });
  return () => {
    control.abort();
    forget();
  };
}
