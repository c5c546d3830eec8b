import { MicOff, Pin, PinOff } from 'lucide-react';
import type { CSSProperties, PointerEvent } from 'react';
import { Button, type PressEvent } from 'react-aria-components';
import type { MediaHandle } from '../../model/app.ts';
import { selectHands } from '../../model/order.ts';
import type { Tile } from '../../model/selectors.ts';
import { HandMark } from '../order/PersonLine.tsx';
import { TileReactions } from '../order/reactions.tsx';
import { Avatar } from '../parts/Avatar.tsx';
import { QualityMark } from '../parts/QualityMark.tsx';
import { useApp, useTexts } from '../store.tsx';
import { OwnVideo, RemoteVideo } from './Media.tsx';

function Marks({ tile }: { tile: Tile }) {
  const t = useTexts();
  const hands = useApp(selectHands);
  const number = hands.get(tile.person);
  return (
    <>
      <QualityMark person={tile.person} />
      {number !== undefined && <HandMark number={number} several={hands.size > 1} />}
      {!tile.microphone && <MicOff aria-label={t.stage.muted} className="mark-muted" role="img" size={16} />}
    </>
  );
}

function FaceLabel({ tile }: { tile: Tile }) {
  const t = useTexts();
  return (
    <span className="tile-label">
      <bdi className="truncate">{tile.name}</bdi>
      {tile.isMe && <span className="tile-you">({t.you})</span>}
      {tile.speaking && <span className="visually-hidden">{t.stage.speaking}</span>}
      <Marks tile={tile} />
    </span>
  );
}

/** What stands in a tile while there is no picture. */
function Waiting({ tile }: { tile: Tile }) {
  const t = useTexts().view;
  const soundOnly = useApp((state) => state.soundOnly);
  if (tile.source === 'camera') return <Avatar className="tile-initial" id={tile.person} name={tile.name} />;
  if (soundOnly) return <span className="tile-coming">{t.noPictures}</span>;
  return (
    <span className="tile-coming">
      <span aria-hidden="true" className="spinner" />
      {t.screenComing(tile.name)}
    </span>
  );
}

/** The pin answers by itself, also to two clicks in a row. */
const isOnPin = (target: EventTarget): boolean =>
  target instanceof Element && target.closest('.tile-pin') !== null;

interface StageTileProps {
  readonly tile: Tile;
  readonly preview: MediaHandle | null;
  readonly box: CSSProperties;
  readonly large: boolean;
  readonly pinned: boolean;
  readonly onPin: (key: string | null) => void;
  /** A finger has just tapped it. */
  readonly touched: boolean;
  readonly onTouch: (key: string) => void;
}

/** One person, or what they share: picture or initial, name, marks, and a ring while they speak. */
export function StageTile(props: StageTileProps) {
  const { tile, preview, box, large, pinned, onPin, touched, onTouch } = props;
  const t = useTexts().view;
  const own = tile.isMe && tile.camera && preview;
  const name = tile.source === 'screen' ? t.screenOf(tile.name) : tile.name;
  const toggle = () => onPin(pinned ? null : tile.key);
  const tapped = ({ pointerType, target }: PointerEvent) => {
    if (pointerType === 'touch' && !isOnPin(target)) onTouch(tile.key);
  };
  const pressed = ({ pointerType }: PressEvent) => {
    // A finger does not press what it cannot see.
    if (pointerType === 'touch' && !touched && !pinned) onTouch(tile.key);
    else toggle();
  };
  const Icon = pinned ? PinOff : Pin;
  return (
    <li
      className="tile"
      data-large={large || undefined}
      data-source={tile.source}
      data-speaking={tile.speaking || undefined}
      data-touched={touched || undefined}
      onDoubleClick={({ target }) => !isOnPin(target) && toggle()}
      onPointerUp={tapped}
      style={box}
    >
      <Waiting tile={tile} />
      {own && <OwnVideo stream={preview} />}
      {tile.video && <RemoteVideo slot={tile.video} />}
      {tile.source === 'screen' ? (
        <span className="tile-label">
          <bdi className="truncate">{name}</bdi>
        </span>
      ) : (
        <>
          <FaceLabel tile={tile} />
          <TileReactions person={tile.person} />
        </>
      )}
      <Button
        aria-label={pinned ? t.unpin(name) : t.pin(name)}
        className={pinned ? 'tile-pin tile-pinned' : 'tile-pin'}
        onPress={pressed}
      >
        <Icon aria-hidden size={16} />
      </Button>
    </li>
  );
}
