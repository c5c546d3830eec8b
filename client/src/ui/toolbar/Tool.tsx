import type { ReactNode } from 'react';
import { Button } from 'react-aria-components';

interface ToolProps {
  readonly icon: ReactNode;
  readonly label: string;
  readonly onPress: () => void;
  readonly look?: 'off' | 'on' | 'raised' | 'leave';
}

/** One button of the toolbar: an icon with its label under it. */
export function Tool({ icon, label, onPress, look }: ToolProps) {
  return (
    <Button aria-label={label} className={look ? `tool tool-${look}` : 'tool'} onPress={onPress}>
      <span className="tool-icon">{icon}</span>
      <span aria-hidden="true" className="tool-label">
        {label}
      </span>
    </Button>
  );
}
