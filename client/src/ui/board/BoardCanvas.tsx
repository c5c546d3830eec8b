import '@excalidraw/excalidraw/index.css';
import './fonts.ts';
import { CaptureUpdateAction, Excalidraw, MainMenu, restoreElements } from '@excalidraw/excalidraw';
import type { ExcalidrawElement } from '@excalidraw/excalidraw/element/types';
import type { AppState, Collaborator, ExcalidrawImperativeAPI, SocketId } from '@excalidraw/excalidraw/types';
import { type DragEvent, useEffect, useMemo, useRef, useState } from 'react';
import { Board, elementsOf } from '../../model/board.ts';
import type { BoardElement } from '../../model/board_elements.ts';
import type { DocumentLink, LinkState } from '../../model/document_link.ts';
import type { Peer } from '../../model/document_messages.ts';
import { colourOf } from '../format.ts';
import { useApp, useTexts } from '../store.tsx';
import { BoardTools } from './BoardTools.tsx';

/** How often what one draws is written down, in milliseconds. */
const PAUSE = 60;
const MOST_SELECTED = 20;
/** How much of the sheet is filled by what is drawn, at most, when it is opened. */
const FILLED = 0.8;
const NO_PICTURES = {
  tools: { image: false },
  canvasActions: {
    changeViewBackgroundColor: false,
    export: false,
    loadScene: false,
    saveAsImage: false,
    saveToActiveFile: false,
    toggleTheme: false,
  },
} as const;
const CURSORS = ['#d9480f', '#1971c2', '#2f9e44', '#9c36b5', '#c2255c', '#0c8599', '#e67700', '#5f3dc4'];

const scene = (elements: readonly BoardElement[]) =>
  restoreElements(elements as unknown as readonly ExcalidrawElement[], null);
const plain = (elements: readonly ExcalidrawElement[]) => elements as unknown as readonly BoardElement[];

/** What one is just drawing, writing, resizing or dragging. */
function busyIds(state: AppState): ReadonlySet<string> {
  const ids = [
    state.newElement?.id,
    state.multiElement?.id,
    state.editingTextElement?.id,
    state.resizingElement?.id,
    state.editingLinearElement?.elementId,
    ...(state.selectedElementsAreBeingDragged ? Object.keys(state.selectedElementIds) : []),
  ];
  return new Set(ids.filter((id) => id !== undefined));
}

interface Place {
  readonly x: number;
  readonly y: number;
  readonly tool: 'pointer' | 'laser';
  readonly selected: readonly string[];
}

function isPlace(cursor: unknown): cursor is Place {
  const place = cursor as Place | null;
  return Number.isFinite(place?.x) && Number.isFinite(place?.y) && Array.isArray(place?.selected);
}

const collaborators = (peers: readonly Peer[]): Map<SocketId, Collaborator> =>
  new Map(
    peers.flatMap(({ client, person, name, cursor }) => {
      if (!isPlace(cursor)) return [];
      const colour = CURSORS[colourOf(person)] ?? '#1971c2';
      const tool = cursor.tool === 'laser' ? ('laser' as const) : ('pointer' as const);
      const shown: Collaborator = {
        id: person,
        username: name,
        pointer: { x: cursor.x, y: cursor.y, tool },
        selectedElementIds: Object.fromEntries(cursor.selected.map((id) => [String(id), true as const])),
        color: { background: colour, stroke: colour },
      };
      return [[String(client) as SocketId, shown]];
    }),
  );

/** Keeps Excalidraw's scene and the document equal; both sides at most every `PAUSE`. */
class Desk {
  readonly #board: Board;
  readonly #api: ExcalidrawImperativeAPI;
  #timer: ReturnType<typeof setTimeout> | null = null;

  constructor(link: DocumentLink, api: ExcalidrawImperativeAPI) {
    this.#board = new Board(link.doc);
    this.#api = api;
    this.#board.onNews(this.soon);
    this.#settle();
  }

  readonly soon = (): void => {
    this.#timer ??= setTimeout(() => {
      this.#timer = null;
      this.#settle();
    }, PAUSE);
  };

  #settle(): void {
    const before = plain(this.#api.getSceneElementsIncludingDeleted());
    this.#board.write(before);
    const merged = this.#board.merge(
      before,
      busyIds(this.#api.getAppState()),
      (told) => plain(scene([told]))[0],
    );
    if (merged === null) return;
    const elements = merged as unknown as readonly ExcalidrawElement[];
    this.#api.updateScene({ elements, captureUpdate: CaptureUpdateAction.NEVER });
  }

  close(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#board.write(plain(this.#api.getSceneElementsIncludingDeleted()));
    this.#board.close();
  }
}

/** Excalidraw leaves the button of its menu without a name, and takes its lower edge for the page's. */
function useRepairs(name: string) {
  const sheet = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!sheet.current) return;
    const { current } = sheet;
    const repair = () => {
      current.querySelector('.main-menu-trigger')?.setAttribute('aria-label', name);
      current.querySelector('footer')?.setAttribute('role', 'none');
    };
    const observer = new MutationObserver(repair);
    observer.observe(current, { childList: true, subtree: true });
    repair();
    return () => observer.disconnect();
  }, [name]);
  return sheet;
}

/** Pictures and other files stay out: the board is bounded. */
function keepFilesOut(event: DragEvent): void {
  if (event.dataTransfer.types.includes('Files')) {
    event.preventDefault();
    event.stopPropagation();
  }
}

interface CanvasProps {
  readonly link: DocumentLink;
  readonly state: LinkState;
  readonly name: string;
}

/** Excalidraw on a document. Loaded when a board is first opened. */
export default function BoardCanvas({ link, state, name }: CanvasProps) {
  const theme = useApp((app) => app.theme);
  const sheet = useRepairs(useTexts().documents.boardMenu);
  const [api, setApi] = useState<ExcalidrawImperativeAPI | null>(null);
  // Excalidraw takes in what it begins with last, and forgets what it was told before.
  const [ready, setReady] = useState(false);
  const desk = useRef<Desk | null>(null);
  const initial = useMemo(() => ({ elements: scene(elementsOf(link.doc)) }), [link]);
  useEffect(() => {
    if (!api) return;
    const made = new Desk(link, api);
    desk.current = made;
    return () => {
      desk.current = null;
      made.close();
    };
  }, [api, link]);
  useEffect(() => {
    if (ready) api?.updateScene({ collaborators: collaborators(state.peers) });
  }, [api, ready, state.peers]);
  useEffect(() => {
    if (ready && api?.getSceneElements().length) {
      api.scrollToContent(undefined, {
        fitToViewport: true,
        viewportZoomFactor: FILLED,
        maxZoom: 1,
        animate: false,
      });
    }
  }, [api, ready]);
  return (
    <div className="board-sheet" onDragOverCapture={keepFilesOut} onDropCapture={keepFilesOut} ref={sheet}>
      <BoardTools link={link} name={name} />
      <Excalidraw
        UIOptions={NO_PICTURES}
        aiEnabled={false}
        excalidrawAPI={setApi}
        initialData={initial}
        isCollaborating
        onChange={() => {
          setReady(true);
          if (state.writes) desk.current?.soon();
        }}
        onPaste={(_, event) => !event?.clipboardData?.files.length}
        onPointerUpdate={({ pointer }) => {
          const selected = Object.keys(api?.getAppState().selectedElementIds ?? {}).slice(0, MOST_SELECTED);
          link.point({ ...pointer, x: Math.round(pointer.x), y: Math.round(pointer.y), selected });
        }}
        theme={theme}
        validateEmbeddable={false}
        viewModeEnabled={!state.writes}
      >
        <MainMenu>
          <MainMenu.DefaultItems.ClearCanvas />
          <MainMenu.DefaultItems.Help />
        </MainMenu>
      </Excalidraw>
    </div>
  );
}
