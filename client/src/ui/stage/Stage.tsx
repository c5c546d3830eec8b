import { type CSSProperties, useRef } from 'react';
import { selectStage } from '../../model/selectors.ts';
import { useApp, useTexts } from '../store.tsx';
import { Alone } from './Alone.tsx';
import { bestGrid } from './grid.ts';
import { StageTile } from './Tile.tsx';
import { useSize } from './useSize.ts';

/** Everybody in the room one is in, as large as fits. */
export function Stage() {
  const t = useTexts();
  const tiles = useApp(selectStage);
  const preview = useApp((state) => state.media.preview);
  const area = useRef<HTMLDivElement>(null);
  const grid = bestGrid(tiles.length, useSize(area));
  const sizes = { '--tile-w': `${grid.tileWidth}px`, '--tile-h': `${grid.tileHeight}px` } as CSSProperties;
  return (
    <section aria-label={t.stage.label} className="stage">
      <div className="stage-area" ref={area}>
        <ul className="tiles" style={sizes}>
          {tiles.map((tile) => (
            <StageTile key={tile.key} preview={tile.isMe ? preview : null} tile={tile} />
          ))}
        </ul>
      </div>
      <Alone />
    </section>
  );
}
