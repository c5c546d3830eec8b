import { useEffect, useState, useSyncExternalStore } from 'react';
import type { DocumentLink, LinkState } from '../../model/document_link.ts';
import type { DocumentKind } from '../../model/documents.ts';
import { useStore } from '../store.tsx';

const LOADING: LinkState = { status: 'loading', end: null, writes: false, peers: [] };
const nothing = () => () => undefined;
const loading = () => LOADING;

export interface OpenDocument {
  readonly link: DocumentLink | null;
  readonly state: LinkState;
  /** After an end: open it once more. */
  again(): void;
}

/** A room's board or note, open for as long as what uses it is shown. */
export function useDocument(kind: DocumentKind, room: string): OpenDocument {
  const { documents } = useStore();
  const [link, setLink] = useState<DocumentLink | null>(null);
  const [tries, setTries] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another try opens it anew.
  useEffect(() => {
    let shown = true;
    let opened: DocumentLink | null = null;
    void documents.open(kind, room).then((made) => {
      opened = made;
      if (shown) setLink(made);
      else made.close();
    });
    return () => {
      shown = false;
      setLink(null);
      opened?.close();
    };
  }, [documents, kind, room, tries]);
  const state = useSyncExternalStore(link?.subscribe ?? nothing, link?.getState ?? loading);
  return { link, state, again: () => setTries((n) => n + 1) };
}
