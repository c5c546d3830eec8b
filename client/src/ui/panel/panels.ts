import { createContext, use } from 'react';

/** What can stand at the side, one at a time. A panel more: its name here, its component in SidePanel.tsx. */
export type Panel = 'people' | 'chat' | 'files' | 'notes';

export interface OpenPanel {
  readonly panel: Panel;
  /** What of it to show, in the panel's own words (a conversation, a file); null: whatever it showed last. */
  readonly about: string | null;
  /** Grows each time a panel is asked for, so that asking again shows what is asked for. */
  readonly asked: number;
}

export interface PanelDesk {
  readonly open: OpenPanel | null;
  show(panel: Panel, about?: string): void;
  hide(): void;
}

export interface PanelProps {
  readonly about: string | null;
  readonly onClose: () => void;
}

export const PanelContext = createContext<PanelDesk>({
  open: null,
  show: () => undefined,
  hide: () => undefined,
});

/** The side panel: what is open, and how to open something else from anywhere on the screen. */
export const usePanel = (): PanelDesk => use(PanelContext);
