import { Plus } from 'lucide-react';
import { type RefObject, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import {
  type DashboardRoom,
  type Dashboard as DashboardView,
  searchPeople,
  selectDashboard,
} from '../../model/dashboard.ts';
import { selectPhase } from '../../model/selectors.ts';
import { ActionButton } from '../parts/Button.tsx';
import { useAnnounce } from '../parts/Live.tsx';
import { RefusalAt } from '../parts/Refusal.tsx';
import { useLatest } from '../parts/useLatest.ts';
import { useApp, useStore, useTexts } from '../store.tsx';
import { type Board, BoardContext, type OpenMenu } from './board.ts';
import { DASHBOARD } from './DashboardCommands.tsx';
import { DashboardHead } from './DashboardHead.tsx';
import { mergeSelection, planMove } from './moves.ts';
import { PersonMenu } from './PersonMenu.tsx';
import { RoomCard } from './RoomCard.tsx';
import { keepUnchanged } from './stable.ts';
import { Turns } from './turns.ts';
import { useFingers } from './useFingers.ts';

/** From so many rooms or people on, only what is near the screen is drawn. */
const LARGE_ROOMS = 16;
const LARGE_PEOPLE = 150;
const NOBODY: ReadonlySet<string> = new Set();

/** Which people are selected, over all rooms. */
function useSelection(root: RefObject<HTMLElement | null>) {
  const [selected, setSelected] = useState(NOBODY);
  const also = useRef(false);
  useEffect(() => {
    const element = root.current;
    if (!element) return;
    const note = (event: PointerEvent | KeyboardEvent) => {
      const touch = event instanceof PointerEvent && event.pointerType === 'touch';
      also.current = touch || event.ctrlKey || event.metaKey || event.shiftKey;
    };
    element.addEventListener('pointerdown', note, true);
    element.addEventListener('keydown', note, true);
    return () => {
      element.removeEventListener('pointerdown', note, true);
      element.removeEventListener('keydown', note, true);
    };
  }, [root]);
  const select = useCallback(
    (here: readonly string[], next: ReadonlySet<string>) =>
      setSelected((all) => mergeSelection(all, here, next, also.current)),
    [],
  );
  const clear = useCallback(() => setSelected(NOBODY), []);
  return { selected, select, clear };
}

/** MV2, MV3: others move by the server's act; oneself when the dashboard closes. */
function useMove(view: DashboardView, clear: () => void) {
  const t = useTexts().dashboard;
  const { actions } = useStore();
  const announce = useAnnounce();
  const phase = useApp(selectPhase);
  const [later, setLater] = useState<string | null>(null);
  const move = (ids: ReadonlySet<string>, room: string) => {
    const plan = planMove(view, ids, room, phase);
    if (plan.myself !== undefined) setLater(plan.myself);
    clear();
    if (plan.people.length === 0) return;
    const name = [view.main, ...view.rooms].find((there) => there?.id === room)?.name ?? '';
    void actions.command({ type: 'move_people', people: plan.people, room }, DASHBOARD).then((refusal) => {
      if (refusal === null) announce(t.moved(plan.people.length, name));
    });
  };
  const target = [view.main, ...view.rooms].find((room) => room?.id === later) ?? null;
  return { move, later: target };
}

/** Rooms with someone found come first, so that a search in a hundred rooms shows at once what it found. */
function inOrder(
  rooms: readonly DashboardRoom[],
  found: ReadonlySet<string> | null,
): readonly DashboardRoom[] {
  if (!found) return rooms;
  const has = (room: DashboardRoom) => room.people.some((person) => found.has(person.id));
  return [...rooms.filter(has), ...rooms.filter((room) => !has(room))];
}

function AddRoom() {
  const t = useTexts().dashboard;
  const { actions } = useStore();
  return (
    <div className="add-room">
      <ActionButton
        look="outline"
        onPress={() => void actions.command({ type: 'add_room', name: null }, 'add_room')}
        wide
      >
        <Plus aria-hidden size={16} />
        {t.addRoom}
      </ActionButton>
      <RefusalAt place="add_room" />
    </div>
  );
}

/** Keeps the heading focused whenever someone asks for the dashboard; gives the focus back on closing. */
function useFocus(title: RefObject<HTMLElement | null>, asked: number): void {
  const before = useRef<Element | null>(null);
  useEffect(() => {
    before.current ??= document.activeElement;
    return () => {
      const opener = before.current;
      if (opener instanceof HTMLElement && opener.isConnected) opener.focus();
    };
  }, []);
  // biome-ignore lint/correctness/useExhaustiveDependencies: asking again focuses again
  useEffect(() => title.current?.focus({ preventScroll: true }), [asked]);
}

interface Props {
  readonly asked: number;
  readonly full: boolean;
  readonly onFull: (full: boolean) => void;
  readonly onClose: () => void;
}

/** The view with unchanged rooms and people as the very objects they were. */
function useView(): DashboardView {
  const fresh = useApp(selectDashboard);
  const [kept, setKept] = useState({ fresh, view: fresh });
  if (kept.fresh === fresh) return kept.view;
  const next = { fresh, view: keepUnchanged(kept.view, fresh) };
  setKept(next);
  return next.view;
}

function useSearch(view: DashboardView) {
  const [query, setQuery] = useState('');
  const found = useMemo(() => {
    const hits = searchPeople(view, query);
    return hits && new Set(hits.map((person) => person.id));
  }, [view, query]);
  return { query, setQuery, found };
}

/** What rooms and rows share, the same object as long as nothing of it changed. */
function useBoardValue(view: DashboardView, found: Board['found'], root: RefObject<HTMLElement | null>) {
  const phase = useApp(selectPhase);
  const { selected, select, clear } = useSelection(root);
  const { move, later } = useMove(view, clear);
  const [dragged, setDragged] = useState(NOBODY);
  const [menu, setMenu] = useState<OpenMenu | null>(null);
  const [turns] = useState(() => new Turns());
  const drop = useLatest((room: string) => move(dragged, room));
  const endDrag = useLatest(() => setDragged(NOBODY));
  const large = view.rooms.length > LARGE_ROOMS || view.total > LARGE_PEOPLE;
  const laterName = later?.name ?? null;
  const board = useMemo<Board>(
    () => ({
      phase,
      selected,
      select,
      startDrag: setDragged,
      endDrag,
      drop,
      openMenu: setMenu,
      later: laterName,
      found,
      large,
      turns,
    }),
    [phase, selected, select, endDrag, drop, laterName, found, large, turns],
  );
  return { board, later, move, menu, closeMenu: () => setMenu(null), isDragging: dragged.size > 0 };
}

/** DB1: rooms with their people, live, in draft and while open. */
export default function Dashboard({ asked, full, onFull, onClose }: Props) {
  const t = useTexts().dashboard;
  const { actions } = useStore();
  const root = useRef<HTMLElement>(null);
  const grid = useRef<HTMLDivElement>(null);
  const title = useRef<HTMLHeadingElement>(null);
  const view = useView();
  const { query, setQuery, found } = useSearch(view);
  const { board, later, move, menu, closeMenu, isDragging } = useBoardValue(view, found, root);
  const { phase } = board;
  const rooms = useMemo(() => (view.main ? [view.main, ...view.rooms] : view.rooms), [view]);
  useFocus(title, asked);
  useFingers({ root, grid, view, board, move });
  const close = () => {
    if (later && phase === 'open') void actions.command({ type: 'join_room', room: later.id }, DASHBOARD);
    onClose();
  };
  return (
    <BoardContext value={board}>
      <section aria-label={t.title} className="dashboard" ref={root}>
        <DashboardHead
          found={found?.size ?? null}
          full={full}
          onClose={close}
          onFull={onFull}
          onQuery={setQuery}
          phase={phase}
          query={query}
          rooms={view.rooms.length}
          titleRef={title}
        />
        <RefusalAt place={DASHBOARD} />
        {later && phase === 'draft' && <p className="dash-note muted">{t.laterNotOpen}</p>}
        <div
          className="room-grid"
          data-dragging={isDragging || undefined}
          onScroll={board.turns.scrolled}
          ref={grid}
        >
          {inOrder(rooms, found).map((room) => (
            <RoomCard key={room.id} room={room} />
          ))}
          {phase !== 'closing' && <AddRoom />}
        </div>
        {menu && (
          <PersonMenu
            key={menu.person.id}
            onClose={closeMenu}
            onMove={move}
            open={menu}
            rooms={rooms}
            selected={board.selected}
          />
        )}
      </section>
    </BoardContext>
  );
}
