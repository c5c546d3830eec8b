import type { ReactNode } from 'react';
import { Button, type ButtonProps, Tooltip, TooltipTrigger } from 'react-aria-components';

export type Look = 'plain' | 'primary' | 'danger' | 'quiet' | 'outline';

interface ActionProps extends Omit<ButtonProps, 'className' | 'children' | 'isPending'> {
  readonly look?: Look;
  readonly small?: boolean;
  readonly wide?: boolean;
  readonly icon?: boolean;
  readonly busy?: boolean;
  readonly className?: string;
  readonly children: ReactNode;
}

/** The button of the product. While it waits for an answer it keeps the focus and does nothing. */
export function ActionButton({
  look = 'plain',
  small,
  wide,
  icon,
  busy,
  className,
  children,
  ...rest
}: ActionProps) {
  const classes = [
    'button',
    look !== 'plain' && `button-${look}`,
    small && 'button-small',
    wide && 'button-wide',
    icon && 'icon-button',
    className,
  ];
  const { onPress, ...others } = rest;
  const press = onPress && !busy ? { onPress } : {};
  return (
    <Button {...others} {...press} className={classes.filter(Boolean).join(' ')}>
      {busy && <span aria-hidden="true" className="spinner button-spinner" />}
      {children}
    </Button>
  );
}

interface IconProps extends Omit<ActionProps, 'icon' | 'aria-label'> {
  readonly label: string;
}

/** A button with only an icon: its label is the accessible name and shows on hover and focus. */
export function IconButton({ label, look = 'quiet', ...rest }: IconProps) {
  return (
    <TooltipTrigger delay={500}>
      <ActionButton {...rest} aria-label={label} icon look={look} />
      <Tooltip className="tooltip" offset={6}>
        {label}
      </Tooltip>
    </TooltipTrigger>
  );
}
