import { X } from 'lucide-react';
import type { ReactNode } from 'react';
import { IconButton } from '../parts/Button.tsx';
import { useTexts } from '../store.tsx';

interface BandProps {
  readonly tone: 'warn' | 'plain' | 'danger' | 'accent' | 'caller';
  readonly icon: ReactNode;
  readonly children: ReactNode;
  readonly action?: ReactNode;
  readonly quiet?: boolean;
}

/** A line under the control bar; `quiet` if what it says is read out elsewhere. */
export function Band({ tone, icon, children, action, quiet }: BandProps) {
  return (
    <div className={`band band-${tone}`} role={quiet ? undefined : 'status'}>
      {icon}
      <span className="band-text">{children}</span>
      {action}
    </div>
  );
}

export function CloseBand({ onPress }: { onPress: () => void }) {
  const t = useTexts();
  return (
    <IconButton label={t.close} onPress={onPress} small>
      <X aria-hidden size={16} />
    </IconButton>
  );
}
