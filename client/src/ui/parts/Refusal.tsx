import { CircleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { refusalAt } from '../../model/selectors.ts';
import { useApp } from '../store.tsx';

export function Problem({ children }: { children: ReactNode }) {
  return (
    <p className="refusal" role="alert">
      <CircleAlert aria-hidden size={16} />
      <span dir="auto">{children}</span>
    </p>
  );
}

/** What the server said to the last command from this place, where it was given. */
export function RefusalAt({ place }: { place: string }) {
  const refusal = useApp((state) => refusalAt(state, place));
  return refusal ? <Problem>{refusal.message}</Problem> : null;
}
