import {
  BellRing,
  Ellipsis,
  MessageSquareText,
  MoveRight,
  NotebookPen,
  NotebookText,
  Pencil,
  Trash2,
} from 'lucide-react';
import { type KeyboardEvent, useRef, useState } from 'react';
import { Input, Menu, MenuItem, Popover, SubmenuTrigger, TextField } from 'react-aria-components';
import { roomTalk } from '../../model/chat.ts';
import { type DashboardRoom, selectDashboard } from '../../model/dashboard.ts';
import { usePanel } from '../panel/panels.ts';
import { OptionsMenu } from '../parts/OptionsMenu.tsx';
import { useNarrow } from '../parts/useNarrow.ts';
import { useApp, useStore, useTexts } from '../store.tsx';

export const roomPlace = (id: string): string => `room/${id}`;

const LONGEST_NAME = 64;

/** CF3: a new name, in place; Enter or leaving the field saves, Escape does not. */
function RenameField({ room, onDone }: { room: DashboardRoom; onDone: () => void }) {
  const t = useTexts().dashboard;
  const { actions } = useStore();
  const [name, setName] = useState(room.name);
  const sent = useRef<string | null>(null);
  const save = () => {
    const wanted = name.trim();
    if (wanted === sent.current) return;
    if (wanted === '' || wanted === room.name) {
      actions.dismissRefusal(roomPlace(room.id));
      onDone();
      return;
    }
    sent.current = wanted;
    void actions
      .command({ type: 'rename_room', room: room.id, name: wanted }, roomPlace(room.id))
      .then((refusal) => {
        if (refusal === null) onDone();
      });
  };
  const keys = (event: KeyboardEvent) => {
    if (event.key === 'Enter') {
      sent.current = null;
      save();
    }
    if (event.key === 'Escape') {
      actions.dismissRefusal(roomPlace(room.id));
      sent.current = name.trim();
      onDone();
    }
  };
  return (
    <TextField
      aria-label={t.renameLabel(room.name)}
      autoFocus
      className="rename"
      maxLength={LONGEST_NAME}
      onBlur={save}
      onChange={setName}
      onKeyDown={keys}
      value={name}
    >
      <Input className="input" dir="auto" onFocus={(event) => event.currentTarget.select()} />
    </TextField>
  );
}

/** MV5: everybody of a room to another one, or to the main room. */
function TargetRooms({ from }: { from: string }) {
  const t = useTexts().dashboard;
  const { actions } = useStore();
  const view = useApp(selectDashboard);
  const targets = [view.main, ...view.rooms].filter(
    (room) => room !== null && room.id !== from && room.closesAt === null,
  ) as readonly DashboardRoom[];
  return (
    <Menu
      aria-label={t.moveRoom}
      className="menu"
      onAction={(key) =>
        void actions.command({ type: 'move_room', room: from, to: String(key) }, roomPlace(from))
      }
    >
      {targets.map((room) => (
        <MenuItem className="menu-item" id={room.id} key={room.id} textValue={room.name}>
          <bdi className="truncate">{room.name}</bdi>
          <span className="end">{room.people.length}</span>
        </MenuItem>
      ))}
    </Menu>
  );
}

function RoomMenu({ room, onRename }: { room: DashboardRoom; onRename: () => void }) {
  const { dashboard: t, chat, documents } = useTexts();
  const { show } = usePanel();
  const { actions } = useStore();
  const narrow = useNarrow();
  return (
    <OptionsMenu className="row-button row-button-shown" label={t.roomMenu(room.name)} size={18}>
      <MenuItem
        className="menu-item"
        onAction={() => show('chat', roomTalk(room.id))}
        textValue={chat.of(room.name)}
      >
        <MessageSquareText aria-hidden size={16} />
        {chat.of(room.name)}
      </MenuItem>
      <MenuItem className="menu-item" onAction={onRename}>
        <Pencil aria-hidden size={16} />
        {t.rename}
      </MenuItem>
      <SubmenuTrigger>
        <MenuItem className="menu-item" isDisabled={room.people.length === 0}>
          <MoveRight aria-hidden size={16} />
          {t.moveRoom}
        </MenuItem>
        <Popover className="popover popover-tall" placement={narrow ? 'bottom end' : 'end top'}>
          <TargetRooms from={room.id} />
        </Popover>
      </SubmenuTrigger>
      <MenuItem className="menu-item" onAction={() => show('notes', room.id)}>
        <NotebookPen aria-hidden size={16} />
        {documents.notes}
      </MenuItem>
      <MenuItem
        className="menu-item"
        onAction={() => void actions.command({ type: 'bring_back', rooms: [room.id] }, roomPlace(room.id))}
      >
        <NotebookText aria-hidden size={16} />
        {documents.bringBack}
      </MenuItem>
      <MenuItem
        className="menu-item menu-danger"
        onAction={() => void actions.command({ type: 'delete_room', room: room.id }, roomPlace(room.id))}
      >
        <Trash2 aria-hidden size={16} />
        {t.delete}
      </MenuItem>
    </OptionsMenu>
  );
}

const StillMenu = () => (
  <span aria-hidden="true" className="row-button row-button-shown">
    <Ellipsis size={18} />
  </span>
);

/** CA1: who calls from this room, seen also when the room is scrolled. */
function Callers({ room }: { room: DashboardRoom }) {
  const t = useTexts();
  const callers = room.people.filter((person) => person.call !== null);
  const [first, ...more] = callers;
  if (!first) return null;
  return (
    <span className="room-calls">
      <BellRing aria-hidden size={14} />
      <bdi className="truncate">{first.name}</bdi>
      {more.length > 0 && <span>+{more.length}</span>}
      <span className="visually-hidden">{t.calls.calling}</span>
    </span>
  );
}

interface HeadProps {
  readonly room: DashboardRoom;
  readonly name: string;
  readonly editable: boolean;
  /** Nothing can be done with it just now. */
  readonly still: boolean;
}

/** A room's name, how many are in it, and for breakout rooms what can be done with it. */
export function RoomHead({ room, name, editable, still }: HeadProps) {
  const t = useTexts();
  const [renaming, setRenaming] = useState(false);
  if (renaming) {
    return (
      <header className="room-head">
        <RenameField onDone={() => setRenaming(false)} room={room} />
      </header>
    );
  }
  return (
    <header className="room-head">
      <h3 className="room-name truncate" dir="auto">
        {name}
      </h3>
      <span className="count">
        <span aria-hidden="true">{room.people.length}</span>
        <span className="visually-hidden">{t.people(room.people.length)}</span>
      </span>
      <span className="spacer" />
      <Callers room={room} />
      {editable && still && <StillMenu />}
      {editable && !still && <RoomMenu onRename={() => setRenaming(true)} room={room} />}
    </header>
  );
}
