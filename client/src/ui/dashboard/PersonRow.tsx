import { Ellipsis, GripVertical, Hand, Pin, WifiOff, X } from 'lucide-react';
import { useId, useRef } from 'react';
import { Button, GridListItem } from 'react-aria-components';
import type { DashboardPerson } from '../../model/dashboard.ts';
import { secondsLeft } from '../../model/selectors.ts';
import { Avatar } from '../parts/Avatar.tsx';
import { Ring } from '../parts/Ring.tsx';
import { useApp, useNow, useStore, useTexts } from '../store.tsx';
import { useBoard } from './board.ts';
import { roomPlace } from './RoomHead.tsx';

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
  if (later !== null) {
    return (
      <span className="row-note" title={`→ ${later}: ${t.later}`}>
        <span className="truncate">
          → {later} <span className="muted">{t.later}</span>
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

function MenuButton({ person, room }: { person: DashboardPerson; room: string }) {
  const t = useTexts().dashboard;
  const { openMenu } = useBoard();
  const button = useRef<HTMLButtonElement>(null);
  const open = () => {
    if (button.current) openMenu({ person, room, button: button.current });
  };
  return (
    <Button
      aria-haspopup="menu"
      aria-label={t.personMenu(person.name)}
      className="row-button"
      onPress={open}
      ref={button}
    >
      <Ellipsis aria-hidden size={16} />
    </Button>
  );
}

/** CA1: *Join* goes to the caller, *X* clears the call. */
function CallButtons({ person, room }: { person: DashboardPerson; room: string }) {
  const t = useTexts().calls;
  const { actions } = useStore();
  const note = useId();
  const place = roomPlace(room);
  return (
    <>
      <span className="visually-hidden" id={note}>
        {person.name} {t.calling}
      </span>
      <Button
        aria-describedby={note}
        className="button button-small row-call"
        onPress={() => void actions.command({ type: 'answer_call', person: person.id }, place)}
      >
        {t.join}
      </Button>
      <Button
        aria-describedby={note}
        aria-label={t.dismiss}
        className="button button-small row-call row-call-x"
        onPress={() => void actions.command({ type: 'dismiss_call', person: person.id }, place)}
      >
        <X aria-hidden size={16} />
      </Button>
    </>
  );
}

interface RowProps {
  readonly person: DashboardPerson;
  readonly room: string;
  /** MV3: where the person goes when the dashboard closes. */
  readonly later: string | null;
}

/** What is to be seen of a person. */
function Shown({ person, later }: Omit<RowProps, 'room'>) {
  const t = useTexts();
  return (
    <>
      <Avatar id={person.id} name={person.name} />
      <span className="row-name">
        <bdi className="truncate">{person.name}</bdi>
        {person.isMe && <span className="muted">({t.you})</span>}
        {person.role !== 'participant' && <span className="row-role muted">{t.panel.role[person.role]}</span>}
      </span>
      <PlaceNote later={later} person={person} />
      {person.pinned && <Pin aria-label={t.dashboard.pinned} className="muted" role="img" size={14} />}
      {person.hand && <Hand aria-label={t.stage.hand} className="mark-hand" role="img" size={16} />}
      {person.away && <WifiOff aria-label={t.dashboard.away} className="muted" role="img" size={16} />}
    </>
  );
}

/** A person as long as nothing can be done with them: the row looks the same. */
export function StillRow({ person, later }: Omit<RowProps, 'room'>) {
  return (
    <div className="person-row" data-caller={person.call !== null || undefined}>
      <span className="row-grip" />
      <Shown later={later} person={person} />
      <span className="row-button" />
    </div>
  );
}

/** One person in a room: its accessible name is the person's name, everything else is said after it. */
export function PersonRow({ person, room, later }: RowProps) {
  const t = useTexts();
  const going = later !== null;
  return (
    <GridListItem
      className="person-row"
      data-caller={person.call !== null || undefined}
      data-going={going || undefined}
      id={person.id}
      textValue={person.name}
    >
      <Button aria-label={t.dashboard.drag(person.name)} className="row-grip" slot="drag">
        <GripVertical aria-hidden size={16} />
      </Button>
      <Shown later={later} person={person} />
      {person.call !== null && <CallButtons person={person} room={room} />}
      <MenuButton person={person} room={room} />
    </GridListItem>
  );
}
