import { createContext, use } from 'react';
import type { DashboardRoom } from '../../model/dashboard.ts';
import type { Phase } from '../../wire.gen.ts';

/** What rooms and rows of one dashboard share. */
export interface Board {
  readonly phase: Phase;
  readonly rooms: readonly DashboardRoom[];
  readonly selected: ReadonlySet<string>;
  readonly select: (here: readonly string[], next: ReadonlySet<string>) => void;
  /** Ids being dragged; empty while nothing is. */
  readonly dragged: ReadonlySet<string>;
  readonly startDrag: (ids: ReadonlySet<string>) => void;
  readonly endDrag: () => void;
  readonly move: (ids: ReadonlySet<string>, room: string) => void;
  /** MV3: where I go when the dashboard closes. */
  readonly later: string | null;
  /** CF3: who matches the search; null: nothing searched. */
  readonly found: ReadonlySet<string> | null;
  /** So many rooms or people that only what is near the screen is drawn. */
  readonly large: boolean;
}

export const BoardContext = createContext<Board | null>(null);

export function useBoard(): Board {
  const board = use(BoardContext);
  if (!board) throw new Error('useBoard needs a dashboard');
  return board;
}

/** The type under which people are dragged. */
export const PEOPLE = 'application/x-reconvene-person';
