import { LogIn, Users, X } from 'lucide-react';
import { useState } from 'react';
import { type RoomEntry, selectControlBar, selectMustChoose } from '../../model/dashboard.ts';
import { MAIN_ROOM, selectIsModerator } from '../../model/selectors.ts';
import { ActionButton, IconButton } from '../parts/Button.tsx';
import { RefusalAt } from '../parts/Refusal.tsx';
import { RoomCount } from '../parts/RoomCount.tsx';
import { useApp, useStore, useTexts } from '../store.tsx';

const PLACE = 'rooms';
const NAMES_SHOWN = 6;
const NO_ROOMS: readonly RoomEntry[] = [];

function RoomCard({ room }: { room: RoomEntry }) {
  const t = useTexts();
  const { actions } = useStore();
  const more = room.people.length - NAMES_SHOWN;
  return (
    // biome-ignore lint/a11y/useSemanticElements: a room is a group with a name, not a set of form fields
    <div aria-label={room.name} className="choice-card" role="group">
      <header className="choice-head">
        <h3 className="choice-name truncate" dir="auto">
          {room.name}
        </h3>
        <span className="room-count muted">
          <Users aria-hidden size={14} />
          <RoomCount room={room} />
        </span>
      </header>
      <p className="choice-people muted">
        {room.people.length === 0
          ? t.rooms.nobody
          : room.people.slice(0, NAMES_SHOWN).map((name, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: two people may have the same name
              <bdi key={index}>{name}</bdi>
            ))}
        {more > 0 && <span>{t.rooms.more(more)}</span>}
      </p>
      <ActionButton
        isDisabled={room.full}
        look="primary"
        onPress={() => void actions.command({ type: 'join_room', room: room.id }, PLACE)}
        small
        wide
      >
        <LogIn aria-hidden size={16} />
        {t.rooms.join}
      </ActionButton>
    </div>
  );
}

/** ST1: after the start, moderators in the main room, and participants who choose, see the rooms to join. */
export function RoomsScreen({ hidden }: { hidden: boolean }) {
  const t = useTexts().rooms;
  const bar = useApp(selectControlBar);
  const moderator = useApp(selectIsModerator);
  const choosing = useApp(selectMustChoose);
  const moving = useApp((state) => state.records.me?.move !== null);
  const [closed, setClosed] = useState(false);
  const wanted = bar?.phase === 'open' && !bar.inBreakoutRoom && !moving && (moderator || choosing);
  if (!wanted && closed && bar?.phase !== 'open') setClosed(false);
  if (!wanted || hidden || closed) return null;
  const rooms = (bar?.rooms ?? NO_ROOMS).filter((room) => room.id !== MAIN_ROOM);
  return (
    <section aria-label={choosing ? t.chooseTitle : t.title} className="rooms-screen">
      <header className="panel-head">
        <div>
          <h2 className="panel-title">{choosing ? t.chooseTitle : t.title}</h2>
          <p className="muted">{choosing ? t.chooseHint : t.hint}</p>
        </div>
        {moderator && (
          <IconButton label={t.stay} onPress={() => setClosed(true)}>
            <X aria-hidden size={20} />
          </IconButton>
        )}
      </header>
      <RefusalAt place={PLACE} />
      <div className="choice-grid">
        {rooms.map((room) => (
          <RoomCard key={room.id} room={room} />
        ))}
      </div>
    </section>
  );
}
