import { type RefObject, useEffect } from 'react';
import type { Dashboard } from '../../model/dashboard.ts';
import { useLatest } from '../parts/useLatest.ts';
import { useTexts } from '../store.tsx';
import type { Board } from './board.ts';
import { listenForFingers } from './fingerDrag.ts';

interface Parts {
  readonly root: RefObject<HTMLElement | null>;
  readonly grid: RefObject<HTMLElement | null>;
  readonly view: Dashboard;
  readonly board: Board;
  readonly move: (people: ReadonlySet<string>, room: string) => void;
}

/** MV2: people are dragged with a finger by the grip of their row. */
export function useFingers({ root, grid, view, board, move }: Parts): void {
  const t = useTexts();
  const along = useLatest((person: string) =>
    board.selected.has(person) ? board.selected : new Set([person]),
  );
  const label = useLatest((people: ReadonlySet<string>) => {
    if (people.size > 1) return t.people(people.size);
    const everyone = [view.main, ...view.rooms].flatMap((room) => room?.people ?? []);
    return everyone.find(({ id }) => people.has(id))?.name ?? '';
  });
  const drop = useLatest(move);
  const { startDrag, endDrag } = board;
  useEffect(() => {
    if (!root.current || !grid.current) return;
    const carrying = { with: along, label, start: startDrag, drop, end: endDrag };
    return listenForFingers(root.current, grid.current, carrying);
  }, [root, grid, along, label, startDrag, drop, endDrag]);
}
