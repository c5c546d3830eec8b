import { type ComponentType, lazy, type ReactNode, Suspense, useMemo, useState } from 'react';
import { PeoplePanel } from './PeoplePanel.tsx';
import {
  type OpenPanel,
  type Panel,
  PanelContext,
  type PanelDesk,
  type PanelProps,
  usePanel,
} from './panels.ts';

const PANELS: Readonly<Record<Panel, ComponentType<PanelProps>>> = {
  people: PeoplePanel,
  chat: lazy(() => import('../chat/ChatPanel.tsx')),
  files: lazy(() => import('../files/FilesPanel.tsx')),
  notes: lazy(() => import('../notes/NotesPanel.tsx')),
};

/** Lets everything inside open and close the side panel. */
export function Panels({ children }: { children: ReactNode }) {
  const [open, setOpen] = useState<OpenPanel | null>(null);
  const desk = useMemo<PanelDesk>(
    () => ({
      open,
      show: (panel, about) =>
        setOpen((before) => ({ panel, about: about ?? null, asked: (before?.asked ?? 0) + 1 })),
      hide: () => setOpen(null),
    }),
    [open],
  );
  return <PanelContext value={desk}>{children}</PanelContext>;
}

/** The panel that is open, if any. */
export function SidePanel() {
  const { open, hide } = usePanel();
  if (!open) return null;
  const Shown = PANELS[open.panel];
  return (
    <Suspense fallback={null}>
      <Shown about={open.about} key={open.asked} onClose={hide} />
    </Suspense>
  );
}
