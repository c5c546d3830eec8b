import { Ellipsis, GripVertical, Hand, WifiOff } from 'lucide-react';
import {
  Button,
  GridListItem,
  Header,
  Menu,
  MenuItem,
  MenuSection,
  MenuTrigger,
  Popover,
} from 'react-aria-components';
import type { DashboardPerson } from '../../model/dashboard.ts';
import { secondsLeft } from '../../model/selectors.ts';
import { Avatar } from '../parts/Avatar.tsx';
import { Ring } from '../parts/Ring.tsx';
import { useApp, useNow, useTexts } from '../store.tsx';
import { useBoard } from './board.ts';

const COUNTDOWN = 5000;

/** The ring on a moving name, and where it goes. */
function MovingNote({ roomName, due }: { roomName: string; due: number }) {
  const t = useTexts().dashboard;
  const offset = useApp((state) => state.clockOffset);
  const left = Math.max(0, due - offset - useNow(true));
  const seconds = secondsLeft(left);
  return (
    <span className="row-note row-moving">
      <span aria-hidden="true" className="row-ring">
        <Ring rest={left / COUNTDOWN} size={20} width={3} />
        <span className="row-seconds">{seconds}</span>
      </span>
      <span aria-hidden="true" className="truncate">
        → {roomName}
      </span>
      <span className="visually-hidden">{t.movingTo(roomName)}</span>
    </span>
  );
}

function PlaceNote({ person, later }: { person: DashboardPerson; later: string | null }) {
  const t = useTexts().dashboard;
  const board = useBoard();
  if (person.isMe && later !== null) {
    const room = board.rooms.find((there) => there.id === later)?.name ?? '';
    return (
      <span className="row-note" title={`→ ${room}: ${t.later}`}>
        <span className="truncate">
          → {room} <span className="muted">{t.later}</span>
        </span>
      </span>
    );
  }
  if (person.move) return <MovingNote due={person.move.due} roomName={person.move.roomName} />;
  if (person.unassigned) return <span className="row-note muted">{t.unassigned}</span>;
  if (person.elsewhere) {
    return <span className="row-note muted truncate">{t.assignedTo(person.assignmentName ?? '')}</span>;
  }
  return null;
}

/** *Move to …* without dragging; moves the whole selection if this person is part of it. */
function PersonMenu({ person, room }: { person: DashboardPerson; room: string }) {
  const t = useTexts().dashboard;
  const board = useBoard();
  const chosen = board.selected.has(person.id) ? board.selected : new Set([person.id]);
  return (
    <MenuTrigger>
      <Button aria-label={t.personMenu(person.name)} className="row-button">
        <Ellipsis aria-hidden size={16} />
      </Button>
      <Popover className="popover popover-tall" placement="bottom end">
        <Menu className="menu" onAction={(key) => board.move(chosen, String(key))}>
          <MenuSection>
            <Header className="menu-header">
              {t.moveTo} {chosen.size > 1 && <span className="muted">({t.selected(chosen.size)})</span>}
            </Header>
            {board.rooms
              .filter((there) => there.id !== room || chosen.size > 1)
              .map((there) => (
                <MenuItem className="menu-item" id={there.id} key={there.id} textValue={there.name}>
                  <bdi className="truncate">{there.name}</bdi>
                  <span className="end">{there.people.length}</span>
                </MenuItem>
              ))}
          </MenuSection>
        </Menu>
      </Popover>
    </MenuTrigger>
  );
}

/** One person in a room: its accessible name is the person's name, everything else is said after it. */
export function PersonRow({ person, room }: { person: DashboardPerson; room: string }) {
  const t = useTexts();
  const board = useBoard();
  const going = person.isMe && board.later !== null;
  return (
    <GridListItem
      className="person-row"
      data-going={going || undefined}
      id={person.id}
      textValue={person.name}
    >
      <Button aria-label={t.dashboard.drag(person.name)} className="row-grip" slot="drag">
        <GripVertical aria-hidden size={16} />
      </Button>
      <Avatar id={person.id} name={person.name} />
      <span className="row-name">
        <bdi className="truncate">{person.name}</bdi>
        {person.isMe && <span className="muted">({t.you})</span>}
        {person.role !== 'participant' && <span className="row-role muted">{t.panel.role[person.role]}</span>}
      </span>
      <PlaceNote later={board.later} person={person} />
      {person.hand && <Hand aria-label={t.stage.hand} className="mark-hand" role="img" size={16} />}
      {person.away && <WifiOff aria-label={t.dashboard.away} className="muted" role="img" size={16} />}
      <PersonMenu person={person} room={room} />
    </GridListItem>
  );
}
