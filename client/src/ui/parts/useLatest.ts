import { useCallback, useLayoutEffect, useRef } from 'react';

/** A callback that stays the same object and always does what the last render says. */
export function useLatest<A extends unknown[], R>(act: (...args: A) => R): (...args: A) => R {
  const latest = useRef(act);
  useLayoutEffect(() => {
    latest.current = act;
  });
  return useCallback((...args: A) => latest.current(...args), []);
}
