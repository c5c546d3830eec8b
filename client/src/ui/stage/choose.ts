import type { Layout } from '../../model/app.ts';
import type { Tile } from '../../model/selectors.ts';

/** Who is large in the speaker layout: whoever speaks; they stay until somebody else does. */
export function nextSpotlight(before: string | null, tiles: readonly Tile[]): string | null {
  const others = tiles.filter((tile) => tile.source === 'camera' && !tile.isMe);
  const kept = others.find(({ person }) => person === before);
  if (kept?.speaking) return kept.person;
  return (others.find(({ speaking }) => speaking) ?? kept ?? others[0])?.person ?? null;
}

export interface Choice {
  readonly layout: Layout;
  /** The key of a tile. */
  readonly pinned: string | null;
  readonly spotlight: string | null;
  /** Something else takes the large place: a shown file, a board. */
  readonly content: boolean;
}

/** The tile that is large: what was pinned, else what the layout says; null if there is none, or content is. */
export function largeTile(tiles: readonly Tile[], choice: Choice): Tile | null {
  if (choice.content) return null;
  const find = (matches: (tile: Tile) => boolean): Tile | null => tiles.find(matches) ?? null;
  const pinned = find(({ key }) => key === choice.pinned);
  if (pinned) return pinned;
  switch (choice.layout) {
    case 'grid':
      return null;
    case 'content':
      return find(({ source }) => source === 'screen');
    case 'speaker':
      return find(({ source, person }) => source === 'camera' && person === choice.spotlight);
  }
}
