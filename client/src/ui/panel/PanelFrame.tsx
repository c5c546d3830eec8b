import { X } from 'lucide-react';
import type { ReactNode } from 'react';
import { IconButton } from '../parts/Button.tsx';
import { useTexts } from '../store.tsx';

interface FrameProps {
  readonly title: string;
  /** Beside the title. */
  readonly count?: number;
  /** Beside the close button. */
  readonly tools?: ReactNode;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** A side panel with its title and a way to close it; on phones a sheet from below. */
export function PanelFrame({ title, count, tools, onClose, children }: FrameProps) {
  const t = useTexts();
  return (
    <aside aria-label={title} className="side-panel">
      <header className="panel-head">
        <h2 className="panel-title">
          {title} {count !== undefined && <span className="count">{count}</span>}
        </h2>
        <span className="spacer" />
        {tools}
        <IconButton label={t.close} onPress={onClose}>
          <X aria-hidden size={20} />
        </IconButton>
      </header>
      {children}
    </aside>
  );
}
