import type { ReactNode } from 'react';
import { Button, Tooltip, TooltipTrigger } from 'react-aria-components';

interface ToolProps {
  readonly icon: ReactNode;
  readonly label: string;
  readonly onPress: () => void;
  /** Why it will not do what it says. */
  readonly why?: string | undefined;
  readonly look?: 'off' | 'on' | 'raised' | 'leave';
}

/** One button of the toolbar: an icon with its label under it. */
export function Tool({ icon, label, onPress, why, look }: ToolProps) {
  const button = (
    <Button
      aria-label={label}
      {...(why ? { 'aria-description': why } : {})}
      className={look ? `tool tool-${look}` : 'tool'}
      onPress={onPress}
    >
      <span className="tool-icon">{icon}</span>
      <span aria-hidden="true" className="tool-label">
        {label}
      </span>
    </Button>
  );
  if (!why) return button;
  return (
    <TooltipTrigger delay={300}>
      {button}
      <Tooltip className="tooltip" offset={6}>
        {why}
      </Tooltip>
    </TooltipTrigger>
  );
}
