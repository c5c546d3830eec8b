import { Plus } from 'lucide-react';
import { type RefObject, useEffect, useMemo, useRef, useState } from 'react';
import {
  type DashboardRoom,
  type Dashboard as DashboardView,
  searchPeople,
  selectDashboard,
} from '../../model/dashboard.ts';
import { selectPhase } from '../../model/selectors.ts';
import { ActionButton } from '../parts/Button.tsx';
import { useAnnounce } from '../parts/Live.tsx';
import { Problem, RefusalAt } from '../parts/Refusal.tsx';
import { useApp, useStore, useTexts } from '../store.tsx';
import { type Board, BoardContext } from './board.ts';
import { DASHBOARD, DashboardHead } from './DashboardHead.tsx';
import { mergeSelection, planMove } from './moves.ts';
import { RoomCard } from './RoomCard.tsx';

/** From so many rooms or people on, only what is near the screen is drawn. */
const LARGE_ROOMS = 16;
const LARGE_PEOPLE = 150;
const NOBODY: ReadonlySet<string> = new Set();

/** Which people are selected, and which are being dragged. */
function useSelection(root: RefObject<HTMLElement | null>) {
  const [selected, setSelected] = useState(NOBODY);
  const [dragged, setDragged] = useState(NOBODY);
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
  return {
    selected,
    dragged,
    select: (here: readonly string[], next: ReadonlySet<string>) =>
      setSelected((all) => mergeSelection(all, here, next, also.current)),
    clear: () => setSelected(NOBODY),
    startDrag: setDragged,
    endDrag: () => setDragged(NOBODY),
  };
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
  return {
    move,
    later: view.rooms.some((room) => room.id === later) || later === view.main?.id ? later : null,
  };
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

/** DB1: rooms with their people, live, in draft and while open. */
export default function Dashboard({ asked, full, onFull, onClose }: Props) {
  const t = useTexts().dashboard;
  const { actions } = useStore();
  const view = useApp(selectDashboard);
  const phase = useApp(selectPhase);
  const root = useRef<HTMLElement>(null);
  const title = useRef<HTMLHeadingElement>(null);
  const [query, setQuery] = useState('');
  const { clear, ...selection } = useSelection(root);
  const { move, later } = useMove(view, clear);
  useFocus(title, asked);
  const hits = useMemo(() => searchPeople(view, query), [view, query]);
  const found = useMemo(() => (hits ? new Set(hits.map((person) => person.id)) : null), [hits]);
  const rooms = useMemo(() => (view.main ? [view.main, ...view.rooms] : view.rooms), [view]);
  const large = view.rooms.length > LARGE_ROOMS || view.total > LARGE_PEOPLE;
  const board: Board = { ...selection, phase, rooms, move, later, found, large };
  const close = () => {
    if (later !== null && phase === 'open')
      void actions.command({ type: 'join_room', room: later }, DASHBOARD);
    onClose();
  };
  return (
    <BoardContext value={board}>
      <section aria-label={t.title} className="dashboard" ref={root}>
        <DashboardHead
          found={hits?.length ?? null}
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
        {later !== null && phase !== 'open' && <Problem>{t.laterNotOpen}</Problem>}
        <div className="room-grid" data-dragging={selection.dragged.size > 0 || undefined}>
          {inOrder(rooms, found).map((room) => (
            <RoomCard key={room.id} room={room} />
          ))}
          {phase !== 'closing' && <AddRoom />}
        </div>
      </section>
    </BoardContext>
  );
}
