import { CornerDownRight, CornerUpLeft, LogIn, MapPin } from 'lucide-react';
import { memo, useMemo, useRef } from 'react';
import { useDrop } from 'react-aria-components';
import { type DashboardRoom, selectDashboard } from '../../model/dashboard.ts';
import { MAIN_ROOM } from '../../model/selectors.ts';
import { ActionButton } from '../parts/Button.tsx';
import { RefusalAt } from '../parts/Refusal.tsx';
import { useApp, useStore, useTexts } from '../store.tsx';
import { PEOPLE, useBoard } from './board.ts';
import { PeopleList } from './PeopleList.tsx';
import { RoomHead, roomPlace } from './RoomHead.tsx';
import { cardHeight, MANY } from './rows.ts';
import { StillRows } from './StillRows.tsx';
import { useNear } from './useNear.ts';

function JoinFoot({ room }: { room: DashboardRoom }) {
  const t = useTexts().dashboard;
  const { actions } = useStore();
  const board = useBoard();
  if (room.isMine) {
    return (
      <p className="room-foot here">
        <MapPin aria-hidden size={14} />
        {t.inRoom}
      </p>
    );
  }
  if (board.phase !== 'open' || room.closesAt !== null) return null;
  return (
    <footer className="room-foot">
      <ActionButton
        onPress={() => void actions.command({ type: 'join_room', room: room.id }, roomPlace(room.id))}
        small
        wide
      >
        <LogIn aria-hidden size={16} />
        {t.join}
      </ActionButton>
    </footer>
  );
}

/** GA1: everybody back to the main room, and to their rooms again; the session stays open. */
function GatherFoot() {
  const t = useTexts().dashboard;
  const { actions } = useStore();
  const { phase } = useBoard();
  const canGather = useApp((state) => selectDashboard(state).canGather);
  const canSendBack = useApp((state) => selectDashboard(state).canSendBack);
  if (phase !== 'open') return null;
  return (
    <footer className="gather">
      {canSendBack && (
        <ActionButton
          onPress={() => void actions.command({ type: 'send_back' }, roomPlace(MAIN_ROOM))}
          small
          wide
        >
          <CornerDownRight aria-hidden size={16} />
          {t.sendBack}
        </ActionButton>
      )}
      <ActionButton
        isDisabled={!canGather}
        onPress={() => void actions.command({ type: 'gather_everyone' }, roomPlace(MAIN_ROOM))}
        small
        wide
      >
        <CornerUpLeft aria-hidden size={16} />
        {t.gather}
      </ActionButton>
    </footer>
  );
}

/** A room of the dashboard: a drop target with its people. */
export const RoomCard = memo(function RoomCard({ room }: { room: DashboardRoom }) {
  const t = useTexts().dashboard;
  const board = useBoard();
  const card = useRef<HTMLDivElement>(null);
  const { drawn, now } = useNear(card, !board.large, board.turns);
  const closing = room.closesAt !== null;
  const takes = board.phase !== 'closing' && !closing;
  const { dropProps, isDropTarget } = useDrop({
    ref: card,
    isDisabled: !takes,
    getDropOperation: (types) => (types.has(PEOPLE) ? 'move' : 'cancel'),
    onDrop: () => board.drop(room.id),
  });
  const shown = useMemo(
    () => (board.found ? room.people.filter((person) => board.found?.has(person.id)) : room.people),
    [board.found, room.people],
  );
  const name = room.kind === 'main' ? t.main : room.name;
  const editable = room.kind === 'breakout' && takes;
  const height = cardHeight(room.people.length, board.phase === 'open');
  return (
    // biome-ignore lint/a11y/useSemanticElements: a room is a group with a name, not a set of form fields
    <div
      {...dropProps}
      aria-label={name}
      className={room.kind === 'main' ? 'room-card room-main' : 'room-card'}
      data-drawn={drawn}
      data-drop-target={isDropTarget || undefined}
      data-room={takes ? room.id : undefined}
      onPointerEnter={now}
      ref={card}
      role="group"
      tabIndex={-1}
    >
      {drawn === 'place' ? (
        <div style={{ blockSize: `${height}px` }} />
      ) : (
        <>
          <RoomHead editable={editable} name={name} room={room} still={drawn === 'looks'} />
          <RefusalAt place={roomPlace(room.id)} />
          {closing && <p className="room-note muted">{t.roomCloses}</p>}
          {drawn === 'looks' ? (
            <div className="people-list people-still" data-virtual={shown.length > MANY || undefined}>
              <StillRows people={shown} />
            </div>
          ) : (
            <PeopleList people={shown} room={room} />
          )}
          <JoinFoot room={room} />
          {room.kind === 'main' && <GatherFoot />}
        </>
      )}
    </div>
  );
});
