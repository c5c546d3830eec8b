import { MapPin, Users } from 'lucide-react';
import { useState } from 'react';
import { ListBox, ListBoxItem, Text } from 'react-aria-components';
import { type RoomEntry, selectControlBar } from '../../model/dashboard.ts';
import { ActionButton } from '../parts/Button.tsx';
import { ModalCard } from '../parts/Modal.tsx';
import { RefusalAt } from '../parts/Refusal.tsx';
import { RoomCount } from '../parts/RoomCount.tsx';
import { useApp, useStore, useTexts } from '../store.tsx';
import { named } from '../texts_session.ts';

const SWITCHER = 'switcher';
const NO_ROOMS: readonly RoomEntry[] = [];

function RoomLine({ room }: { room: RoomEntry }) {
  const t = useTexts();
  return (
    <>
      <span aria-hidden="true" className="radio-dot" />
      <span className="switch-room">
        <Text className="truncate" elementType="bdi" slot="label">
          {room.name}
        </Text>
        {room.people.length > 0 && (
          <span className="truncate muted switch-people" dir="auto">
            {room.people.join(', ')}
          </span>
        )}
      </span>
      {room.isMine && (
        <span className="here">
          <MapPin aria-hidden size={14} />
          {t.bar.here}
        </span>
      )}
      <span className="end room-count">
        <Users aria-hidden size={14} />
        <RoomCount room={room} />
      </span>
      <Text className="visually-hidden" slot="description">
        <RoomCount room={room} />
        {room.isMine && `, ${t.bar.here}`}
        {room.people.length > 0 && `: ${room.people.map(named).join(', ')}`}
      </Text>
    </>
  );
}

/** All rooms with their counts; choose one, then *Join room*. */
export function RoomSwitcher({ title, onClose }: { title: string; onClose: () => void }) {
  const t = useTexts().bar;
  const { actions } = useStore();
  const rooms = useApp((state) => selectControlBar(state)?.rooms ?? NO_ROOMS);
  const [chosen, setChosen] = useState<string | null>(null);
  const close = () => {
    actions.dismissRefusal(SWITCHER);
    onClose();
  };
  const join = () => {
    if (chosen === null) return;
    void actions.command({ type: 'join_room', room: chosen }, SWITCHER).then((refusal) => {
      if (refusal === null) close();
    });
  };
  const closed = rooms.filter((room) => room.isMine || room.full).map((room) => room.id);
  return (
    <ModalCard onClose={close} open title={title}>
      <ListBox
        aria-label={title}
        className="switch-list"
        disabledKeys={closed}
        items={rooms}
        onSelectionChange={(keys) => setChosen(keys === 'all' ? null : String([...keys][0] ?? '') || null)}
        selectedKeys={chosen === null ? [] : [chosen]}
        selectionMode="single"
      >
        {(room) => (
          <ListBoxItem className="menu-item switch-item" id={room.id} textValue={room.name}>
            <RoomLine room={room} />
          </ListBoxItem>
        )}
      </ListBox>
      <RefusalAt place={SWITCHER} />
      <div className="dialog-actions">
        <ActionButton isDisabled={chosen === null} look="primary" onPress={join}>
          {t.join}
        </ActionButton>
      </div>
    </ModalCard>
  );
}
