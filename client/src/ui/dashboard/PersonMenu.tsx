import { ArrowLeftRight, Pin, PinOff, ShieldCheck, ShieldOff } from 'lucide-react';
import { type ReactNode, useRef } from 'react';
import { Header, Menu, MenuItem, MenuSection, Popover, Separator } from 'react-aria-components';
import type { DashboardPerson, DashboardRoom } from '../../model/dashboard.ts';
import { keepPeople } from '../../model/groupings.ts';
import type { Command } from '../../wire.gen.ts';
import { useStore, useTexts } from '../store.tsx';
import type { OpenMenu } from './board.ts';
import { DASHBOARD } from './DashboardCommands.tsx';
import { GROUPING_ICONS } from './Groupings.tsx';

interface Props {
  readonly open: OpenMenu;
  readonly rooms: readonly DashboardRoom[];
  readonly selected: ReadonlySet<string>;
  readonly onMove: (ids: ReadonlySet<string>, room: string) => void;
  readonly onClose: () => void;
}

interface Choice {
  readonly id: string;
  readonly label: string;
  readonly icon: ReactNode;
  readonly command: Command;
}

/** MV5: two selected participants, this one among them. */
function swapOf(rooms: readonly DashboardRoom[], chosen: ReadonlySet<string>): Command | null {
  if (chosen.size !== 2) return null;
  const [first, second] = rooms
    .flatMap((room) => room.people)
    .filter((person) => chosen.has(person.id) && person.role === 'participant');
  return first && second ? { type: 'swap_people', first: first.id, second: second.id } : null;
}

/** MV5, SH1: what can be done with several people at once besides moving them. */
function useCommon(rooms: readonly DashboardRoom[], chosen: ReadonlySet<string>): readonly Choice[] {
  const t = useTexts();
  const people = rooms.flatMap((room) => room.people).filter((person) => chosen.has(person.id));
  const swap = swapOf(rooms, chosen);
  const choices: Choice[] = [];
  if (swap)
    choices.push({
      id: 'swap',
      label: t.dashboard.swap,
      icon: <ArrowLeftRight aria-hidden size={16} />,
      command: swap,
    });
  for (const keeping of ['together', 'apart'] as const) {
    const command = keepPeople(people, keeping);
    const Icon = GROUPING_ICONS[keeping];
    if (command)
      choices.push({
        id: keeping,
        label: t.groupings[keeping],
        icon: <Icon aria-hidden size={16} />,
        command,
      });
  }
  return choices;
}

/** MV5, RM1: what can be done with one person besides moving them. */
function useChoices(person: DashboardPerson): readonly Choice[] {
  const t = useTexts().dashboard;
  const { id, role, pinned, isMe } = person;
  const choices: Choice[] = [];
  if (role === 'participant') {
    choices.push(
      {
        id: 'pin',
        label: pinned ? t.unpin : t.pin,
        icon: pinned ? <PinOff aria-hidden size={16} /> : <Pin aria-hidden size={16} />,
        command: { type: 'pin_person', person: id, pinned: !pinned },
      },
      {
        id: 'promote',
        label: t.promote,
        icon: <ShieldCheck aria-hidden size={16} />,
        command: { type: 'set_role', person: id, role: 'moderator' },
      },
    );
  }
  if (role === 'moderator' && !isMe) {
    choices.push({
      id: 'demote',
      label: t.demote,
      icon: <ShieldOff aria-hidden size={16} />,
      command: { type: 'set_role', person: id, role: 'participant' },
    });
  }
  return choices;
}

/** *Move to …* without dragging, for the whole selection if this person is part of it, and more. One menu serves all rows. */
export function PersonMenu({ open, rooms, selected, onMove, onClose }: Props) {
  const t = useTexts().dashboard;
  const { actions } = useStore();
  const button = useRef(open.button);
  const chosen = selected.has(open.person.id) ? selected : new Set([open.person.id]);
  const choices = [...useCommon(rooms, chosen), ...useChoices(open.person)];
  const act = (key: string) => {
    const choice = choices.find(({ id }) => `do/${id}` === key);
    if (choice) void actions.command(choice.command, DASHBOARD);
    else onMove(chosen, key);
    onClose();
  };
  return (
    <Popover
      aria-label={t.personMenu(open.person.name)}
      className="popover popover-tall"
      isOpen
      onOpenChange={(next) => {
        if (!next) onClose();
      }}
      placement="bottom end"
      triggerRef={button}
    >
      <Menu
        aria-label={t.personMenu(open.person.name)}
        autoFocus="first"
        className="menu"
        onAction={(key) => act(String(key))}
        onClose={onClose}
      >
        {choices.map(({ id, label, icon }) => (
          <MenuItem className="menu-item" id={`do/${id}`} key={id} textValue={label}>
            {icon}
            {label}
          </MenuItem>
        ))}
        {choices.length > 0 && <Separator className="menu-separator" />}
        <MenuSection>
          <Header className="menu-header">
            {t.moveTo} {chosen.size > 1 && <span className="muted">({t.selected(chosen.size)})</span>}
          </Header>
          {rooms
            .filter((there) => there.id !== open.room || chosen.size > 1)
            .map((there) => (
              <MenuItem className="menu-item" id={there.id} key={there.id} textValue={there.name}>
                <bdi className="truncate">{there.name}</bdi>
                <span className="end">{there.people.length}</span>
              </MenuItem>
            ))}
        </MenuSection>
      </Menu>
    </Popover>
  );
}
