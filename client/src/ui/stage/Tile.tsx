import { Hand, MicOff } from 'lucide-react';
import { memo } from 'react';
import type { MediaHandle } from '../../model/app.ts';
import type { Tile } from '../../model/selectors.ts';
import { Avatar } from '../parts/Avatar.tsx';
import { useTexts } from '../store.tsx';
import { OwnVideo, RemoteVideo } from './Media.tsx';

function Marks({ tile }: { tile: Tile }) {
  const t = useTexts();
  return (
    <>
      {tile.hand && <Hand aria-label={t.stage.hand} className="mark-hand" role="img" size={16} />}
      {!tile.microphone && tile.source === 'camera' && (
        <MicOff aria-label={t.stage.muted} className="mark-muted" role="img" size={16} />
      )}
    </>
  );
}

/** One person, or what they share: picture or initial, name, marks, and a ring while they speak. */
export const StageTile = memo(function StageTile({
  tile,
  preview,
}: {
  tile: Tile;
  preview: MediaHandle | null;
}) {
  const t = useTexts();
  const own = tile.isMe && tile.camera && preview;
  return (
    <li className="tile" data-speaking={tile.speaking || undefined}>
      <Avatar className="tile-initial" id={tile.person} name={tile.name} />
      {own && <OwnVideo stream={preview} />}
      {tile.video && <RemoteVideo slot={tile.video} />}
      <span className="tile-label">
        <bdi className="truncate">{tile.name}</bdi>
        {tile.isMe && <span className="tile-you">({t.you})</span>}
        {tile.speaking && <span className="visually-hidden">{t.stage.speaking}</span>}
        <Marks tile={tile} />
      </span>
    </li>
  );
});
