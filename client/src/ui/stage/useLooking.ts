import { useEffect, useState } from 'react';
import type { Picture } from '../../model/looking.ts';
import { useApp, useStore } from '../store.tsx';
import type { Placed } from './useArrangement.ts';

/** Whether this page can be seen at all: not another tab in front of it, not the dashboard over its stage. */
function useUncovered(covered: boolean): boolean {
  const [visible, setVisible] = useState(() => !document.hidden);
  useEffect(() => {
    const look = () => setVisible(!document.hidden);
    document.addEventListener('visibilitychange', look);
    return () => document.removeEventListener('visibilitychange', look);
  }, []);
  return visible && !covered;
}

/** RM1: says which pictures are on the screen and how large, so that no others are sent; `pages` is how many there are. */
export function useLooking(placed: readonly Placed[], pages: number, covered: boolean): void {
  const { actions } = useStore();
  const room = useApp((state) => state.records.room?.id ?? null);
  const uncovered = useUncovered(covered);
  // After every drawing: the same again is not sent.
  useEffect(() => {
    // Before the first layout nothing is placed, and that is no word about what is looked at.
    if (room === null || placed.length === 0) return;
    const pictures = placed.flatMap(({ tile, box }): Picture[] =>
      tile.isMe || (tile.source === 'camera' && !tile.camera)
        ? []
        : [
            {
              person: tile.person,
              source: tile.source,
              height: Math.max(1, Math.round(box.height * devicePixelRatio)),
            },
          ],
    );
    actions.look(room, uncovered ? pictures : [], uncovered && pages === 1);
  });
}
