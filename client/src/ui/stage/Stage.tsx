import { type CSSProperties, type KeyboardEvent, type ReactNode, useRef } from 'react';
import { selectStage } from '../../model/selectors.ts';
import { useApp, useTexts } from '../store.tsx';
import { Alone } from './Alone.tsx';
import type { Box } from './arrange.ts';
import { Pager } from './Pager.tsx';
import { StageTile } from './Tile.tsx';
import { useArrangement } from './useArrangement.ts';
import { useLooking } from './useLooking.ts';
import { useSize } from './useSize.ts';
import { useSwipe } from './useSwipe.ts';
import { useTouched } from './useTouched.ts';
import { ViewMenu } from './ViewMenu.tsx';

const placeOf = ({ x, y, width, height }: Box): CSSProperties => ({
  insetInlineStart: x,
  insetBlockStart: y,
  inlineSize: width,
  blockSize: height,
});

const TURNS: Readonly<Record<string, number>> = { PageDown: 1, PageUp: -1 };

interface StageProps {
  readonly content?: ReactNode;
  /** Something lies over the whole stage. */
  readonly covered?: boolean;
}

/** Everybody in the room one is in, and large what is presented there; `content` is shown in its place. */
export function Stage({ content = null, covered = false }: StageProps) {
  const t = useTexts();
  const tiles = useApp(selectStage);
  const preview = useApp((state) => state.media.preview);
  const area = useRef<HTMLDivElement>(null);
  const shown = useArrangement(tiles, useSize(area), content !== null);
  useLooking(shown.placed, shown.pages, covered);
  useSwipe(area, shown);
  const { touched, touch } = useTouched();
  const turnByKey = ({ key }: KeyboardEvent) => {
    const by = TURNS[key];
    if (by !== undefined) shown.turn(shown.page + by);
  };
  return (
    <section aria-label={t.stage.label} className="stage" onKeyDown={turnByKey}>
      <div className="stage-area" data-pages={shown.pages > 1 || undefined} ref={area}>
        {shown.contentBox && (
          <div className="stage-content" style={placeOf(shown.contentBox)}>
            {content}
          </div>
        )}
        <ul className="tiles">
          {shown.placed.map(({ tile, box, large }) => (
            <StageTile
              box={placeOf(box)}
              key={tile.key}
              large={large}
              onPin={shown.pin}
              onTouch={touch}
              pinned={tile.key === shown.pinned}
              preview={tile.isMe ? preview : null}
              tile={tile}
              touched={tile.key === touched}
            />
          ))}
        </ul>
        <Pager onPage={shown.turn} page={shown.page} pages={shown.pages} />
        <ViewMenu />
      </div>
      <Alone />
    </section>
  );
}
