import type { ReactNode } from 'react';
import { Button, type ButtonProps, Tooltip, TooltipTrigger } from 'react-aria-components';

export type Look = 'plain' | 'primary' | 'danger' | 'quiet' | 'outline';

interface ActionProps extends Omit<ButtonProps, 'className' | 'children'> {
  readonly look?: Look;
  readonly small?: boolean;
  readonly wide?: boolean;
  readonly icon?: boolean;
  readonly className?: string;
  readonly children: ReactNode;
}

/** The button of the product. */
export function ActionButton({ look = 'plain', small, wide, icon, className, ...rest }: ActionProps) {
  const classes = [
    'button',
    look !== 'plain' && `button-${look}`,
    small && 'button-small',
    wide && 'button-wide',
    icon && 'icon-button',
    className,
  ];
  return <Button {...rest} className={classes.filter(Boolean).join(' ')} />;
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
