import { useState } from 'react';
import type { Tile } from '../../model/selectors.ts';
import { useApp } from '../store.tsx';
import { type Arrangement, arrange, type Box } from './arrange.ts';
import { largeTile, nextSpotlight } from './choose.ts';
import type { Area } from './grid.ts';

export interface Placed {
  readonly tile: Tile;
  readonly box: Box;
  readonly large: boolean;
}

export interface StageView extends Pick<Arrangement, 'page' | 'pages'> {
  /** What is on the screen now, in reading order. */
  readonly placed: readonly Placed[];
  /** Where other content goes, if there is any. */
  readonly contentBox: Box | null;
  readonly pinned: string | null;
  readonly pin: (key: string | null) => void;
  readonly turn: (page: number) => void;
}

function place(tiles: readonly Tile[], large: Tile | null, arrangement: Arrangement): Placed[] {
  const others = tiles.filter((tile) => tile !== large);
  const small = arrangement.small.flatMap((box, index): Placed[] => {
    const tile = others[arrangement.first + index];
    return tile ? [{ tile, box, large: false }] : [];
  });
  return large && arrangement.large
    ? [{ tile: large, box: arrangement.large, large: true }, ...small]
    : small;
}

/** RM1: who is where on the stage; `content` if something else takes the large place. */
export function useArrangement(tiles: readonly Tile[], area: Area, content: boolean): StageView {
  const layout = useApp((state) => state.layout);
  const [pinned, pin] = useState<string | null>(null);
  const [wantedPage, turn] = useState(0);
  const [spotlight, setSpotlight] = useState<string | null>(null);
  const next = nextSpotlight(spotlight, tiles);
  if (next !== spotlight) setSpotlight(next);
  const large = largeTile(tiles, { layout, pinned, spotlight: next, content });
  const count = tiles.length - (large ? 1 : 0);
  const arrangement = arrange(count, large !== null || content, area, wantedPage);
  return {
    placed: place(tiles, large, arrangement),
    contentBox: content ? arrangement.large : null,
    page: arrangement.page,
    pages: arrangement.pages,
    pinned: tiles.some(({ key }) => key === pinned) ? pinned : null,
    pin,
    turn,
  };
}
