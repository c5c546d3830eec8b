import { createContext, use } from 'react';
import type { DashboardPerson } from '../../model/dashboard.ts';
import type { Phase } from '../../wire.gen.ts';
import type { Turns } from './turns.ts';

/** Where a person's menu is open. */
export interface OpenMenu {
  readonly person: DashboardPerson;
  readonly room: string;
  readonly button: HTMLElement;
}

/** What rooms and rows of one dashboard share; stays the same object while a room's people change. */
export interface Board {
  readonly phase: Phase;
  readonly selected: ReadonlySet<string>;
  readonly select: (here: readonly string[], next: ReadonlySet<string>) => void;
  readonly startDrag: (ids: ReadonlySet<string>) => void;
  readonly endDrag: () => void;
  /** Whoever is being dragged is dropped on this room. */
  readonly drop: (room: string) => void;
  readonly openMenu: (menu: OpenMenu) => void;
  /** MV3: the name of the room I join when the dashboard closes. */
  readonly later: string | null;
  /** CF3: who matches the search; null: nothing searched. */
  readonly found: ReadonlySet<string> | null;
  /** So many rooms or people that only what is near the screen is drawn. */
  readonly large: boolean;
  /** What is drawn anew while scrolling waits for its turn: one room a frame. */
  readonly turns: Turns;
}

export const BoardContext = createContext<Board | null>(null);

export function useBoard(): Board {
  const board = use(BoardContext);
  if (!board) throw new Error('useBoard needs a dashboard');
  return board;
}

/** The type under which people are dragged. */
export const PEOPLE = 'application/x-reconvene-person';
