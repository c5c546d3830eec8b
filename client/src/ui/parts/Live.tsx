import { createContext, type ReactNode, use, useCallback, useRef, useState } from 'react';

type Announce = (text: string, urgent?: boolean) => void;

const AnnounceContext = createContext<Announce>(() => undefined);

export const useAnnounce = (): Announce => use(AnnounceContext);

interface Said {
  readonly id: number;
  readonly text: string;
}

const NOTHING: Said = { id: 0, text: '' };

/** Two live regions for the whole page: what is said once to screen readers. */
export function LiveRegions({ children }: { children: ReactNode }) {
  const [polite, setPolite] = useState(NOTHING);
  const [urgent, setUrgent] = useState(NOTHING);
  const next = useRef(1);
  const announce = useCallback<Announce>((text, now = false) => {
    const said = { id: next.current, text };
    next.current += 1;
    if (now) setUrgent(said);
    else setPolite(said);
  }, []);
  return (
    <AnnounceContext value={announce}>
      {children}
      {/* A new element each time, so that the same sentence is read again. */}
      <div aria-live="polite" className="visually-hidden" data-live-announcer="true" role="status">
        <span key={polite.id}>{polite.text}</span>
      </div>
      <div aria-live="assertive" className="visually-hidden" data-live-announcer="true" role="alert">
        <span key={urgent.id}>{urgent.text}</span>
      </div>
    </AnnounceContext>
  );
}
