import { useRef } from 'react';
import { Menu, MenuItem, Popover } from 'react-aria-components';
import type { Listed } from '../../model/people.ts';
import { useStore, useTexts } from '../store.tsx';
import { type Choice, useChoices } from './choices.tsx';

interface Props {
  readonly person: Listed;
  readonly button: HTMLButtonElement;
  readonly place: string;
  readonly onClose: () => void;
  /** Something that is asked about first. */
  readonly onGrave: () => void;
}

/** RM1: what can be done about one person. One menu serves all lines. */
export function OrderMenu({ person, button, place, onClose, onGrave }: Props) {
  const t = useTexts().moderating.people;
  const { actions } = useStore();
  const trigger = useRef(button);
  const choices = useChoices()(person);
  const act = ({ grave, command }: Choice) => {
    onClose();
    if (grave) onGrave();
    else void actions.command(command, place);
  };
  return (
    <Popover
      aria-label={t.menu(person.name)}
      className="popover"
      isOpen
      onOpenChange={(next) => {
        if (!next) onClose();
      }}
      placement="bottom end"
      triggerRef={trigger}
    >
      <Menu aria-label={t.menu(person.name)} autoFocus="first" className="menu" onClose={onClose}>
        {choices.map((choice) => (
          <MenuItem
            className={choice.grave ? 'menu-item menu-grave' : 'menu-item'}
            id={choice.id}
            key={choice.id}
            onAction={() => act(choice)}
            textValue={choice.label}
          >
            {choice.icon}
            {choice.label}
          </MenuItem>
        ))}
      </Menu>
    </Popover>
  );
}
