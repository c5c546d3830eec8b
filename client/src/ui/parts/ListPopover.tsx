import type { ReactElement, ReactNode } from 'react';
import { Dialog, DialogTrigger, Heading, Popover } from 'react-aria-components';

interface Props {
  readonly button: ReactElement;
  readonly title: string;
  /** Said instead of an empty list. */
  readonly empty: string;
  /** `<li>`s, in an order that means something if `ordered`. */
  readonly items: readonly ReactNode[];
  readonly ordered?: boolean;
  readonly children?: ReactNode;
}

/** A button that opens a list with a title, which scrolls where it is long; `children` stand below it. */
export function ListPopover({ button, title, empty, items, ordered, children }: Props) {
  const List = ordered ? 'ol' : 'ul';
  return (
    <DialogTrigger>
      {button}
      <Popover className="popover" placement="bottom end">
        <Dialog className="popover-dialog announcements">
          <Heading className="field-label" slot="title">
            {title}
          </Heading>
          {items.length === 0 ? (
            <p className="muted">{empty}</p>
          ) : (
            <List className="message-list log-list" tabIndex={0}>
              {items}
            </List>
          )}
          {children}
        </Dialog>
      </Popover>
    </DialogTrigger>
  );
}
