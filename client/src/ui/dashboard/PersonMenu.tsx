import { useRef } from 'react';
import { Header, Menu, MenuItem, MenuSection, Popover } from 'react-aria-components';
import type { DashboardRoom } from '../../model/dashboard.ts';
import { useTexts } from '../store.tsx';
import type { OpenMenu } from './board.ts';

interface Props {
  readonly open: OpenMenu;
  readonly rooms: readonly DashboardRoom[];
  readonly selected: ReadonlySet<string>;
  readonly onMove: (ids: ReadonlySet<string>, room: string) => void;
  readonly onClose: () => void;
}

/** *Move to …* without dragging; moves the whole selection if this person is part of it. One menu serves all rows. */
export function PersonMenu({ open, rooms, selected, onMove, onClose }: Props) {
  const t = useTexts().dashboard;
  const button = useRef(open.button);
  const chosen = selected.has(open.person.id) ? selected : new Set([open.person.id]);
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
        onAction={(key) => {
          onMove(chosen, String(key));
          onClose();
        }}
        onClose={onClose}
      >
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
