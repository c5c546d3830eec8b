import { Ellipsis } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button, Menu, MenuTrigger, Popover } from 'react-aria-components';

interface Props {
  /** The accessible name of the button and of its menu. */
  readonly label: string;
  readonly className: string;
  readonly size?: number;
  /** `MenuItem`s. */
  readonly children: ReactNode;
}

/** A button of three dots and the menu below it. */
export function OptionsMenu({ label, className, size = 16, children }: Props) {
  return (
    <MenuTrigger>
      <Button aria-label={label} className={className}>
        <Ellipsis aria-hidden size={size} />
      </Button>
      <Popover className="popover" placement="bottom end">
        <Menu aria-label={label} className="menu">
          {children}
        </Menu>
      </Popover>
    </MenuTrigger>
  );
}
