import type { ReactNode } from 'react';
import { ActionButton } from '../parts/Button.tsx';

/** A button of the control bar: icon and label; the label gives way on narrow screens. */
export function BarAction({
  label,
  icon,
  onPress,
  danger = false,
  count = 0,
  describedBy,
  caller = false,
}: {
  label: string;
  icon: ReactNode;
  /** Left out where the button opens a popover. */
  onPress?: () => void;
  danger?: boolean;
  /** Shown on the icon; nothing for 0. */
  count?: number;
  /** The id of what says more to screen readers. */
  describedBy?: string;
  caller?: boolean;
}) {
  return (
    <ActionButton
      {...(onPress ? { onPress } : {})}
      {...(describedBy === undefined ? {} : { 'aria-describedby': describedBy })}
      aria-label={label}
      className={caller ? 'bar-action bar-caller' : 'bar-action'}
      look={danger ? 'danger' : 'plain'}
    >
      {icon}
      <span aria-hidden="true" className="bar-label">
        {label}
      </span>
      {count > 0 && <span aria-hidden="true" className="bar-count" data-count={count} />}
    </ActionButton>
  );
}
