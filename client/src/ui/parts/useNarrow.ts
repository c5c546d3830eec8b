import { useSyncExternalStore } from 'react';

/** As in the style sheets: below this, two menus do not fit beside each other. */
const NARROW = 560;

function subscribe(listener: () => void): () => void {
  addEventListener('resize', listener);
  return () => removeEventListener('resize', listener);
}

/** Whether the page is as narrow as a phone. */
export const useNarrow = (): boolean => useSyncExternalStore(subscribe, () => innerWidth < NARROW);
