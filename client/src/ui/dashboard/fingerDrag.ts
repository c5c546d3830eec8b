/** How near to the grid's edge a finger makes it scroll, and how far it scrolls in a frame, in pixels. */
const EDGE = 56;
const FASTEST = 14;
/** Above the finger, so that the finger does not hide it. */
const ABOVE = 44;
const BEGINS = 4;

/** What a row's grip carries, and where it may be put. */
export interface Carrying {
  /** Whoever goes along with this person, the person included. */
  readonly with: (person: string) => ReadonlySet<string>;
  readonly label: (people: ReadonlySet<string>) => string;
  readonly start: (people: ReadonlySet<string>) => void;
  readonly drop: (people: ReadonlySet<string>, room: string) => void;
  readonly end: () => void;
}

/** How far to scroll in this frame with a finger at `y`. */
export function scrollStep(y: number, top: number, bottom: number): number {
  const into = Math.min(EDGE, (bottom - top) / 3);
  const over = y < top + into ? y - top - into : Math.max(0, y - bottom + into);
  return Math.round(Math.max(-1, Math.min(1, over / into)) * FASTEST);
}

/** One person, or a selection, under a finger: what shows them, and the room that would take them. */
class Load {
  readonly people: ReadonlySet<string>;
  readonly #grid: HTMLElement;
  readonly #preview = document.createElement('div');
  #room: HTMLElement | null = null;
  #at = { x: 0, y: 0 };
  #frame = 0;

  constructor(people: ReadonlySet<string>, label: string, grid: HTMLElement) {
    this.people = people;
    this.#grid = grid;
    this.#preview.className = 'drag-preview drag-finger';
    this.#preview.setAttribute('aria-hidden', 'true');
    this.#preview.textContent = label;
    document.body.append(this.#preview);
    const step = () => {
      const { top, bottom } = grid.getBoundingClientRect();
      const by = scrollStep(this.#at.y, top, bottom);
      if (by !== 0) {
        grid.scrollTop += by;
        this.#look();
      }
      this.#frame = requestAnimationFrame(step);
    };
    this.#frame = requestAnimationFrame(step);
  }

  get room(): string | null {
    return this.#room?.dataset.room ?? null;
  }

  move(x: number, y: number): void {
    this.#at = { x, y };
    this.#preview.style.setProperty('translate', `calc(${x}px - 50%) ${y - ABOVE}px`);
    this.#look();
  }

  put(): void {
    cancelAnimationFrame(this.#frame);
    this.#preview.remove();
    this.#mark(null);
  }

  #look(): void {
    const under = document.elementFromPoint(this.#at.x, this.#at.y)?.closest<HTMLElement>('[data-room]');
    this.#mark(under && this.#grid.contains(under) ? under : null);
  }

  #mark(room: HTMLElement | null): void {
    if (room === this.#room) return;
    delete this.#room?.dataset.finger;
    this.#room = room;
    if (room) room.dataset.finger = '';
  }
}

interface Grip {
  readonly pointer: number;
  readonly person: string;
  readonly x: number;
  readonly y: number;
  load: Load | null;
}

/** The person whose grip this is; null for anything else. */
function gripped(target: EventTarget | null): string | null {
  const grip = target instanceof Element ? target.closest('.row-grip') : null;
  return grip?.closest<HTMLElement>('[role="row"]')?.dataset.key ?? null;
}

/** The fingers on one dashboard: at most one of them carries somebody. */
class Fingers {
  readonly #root: HTMLElement;
  readonly #grid: HTMLElement;
  readonly #carrying: Carrying;
  #grip: Grip | null = null;

  constructor(root: HTMLElement, grid: HTMLElement, carrying: Carrying) {
    this.#root = root;
    this.#grid = grid;
    this.#carrying = carrying;
  }

  readonly down = (event: PointerEvent): void => {
    this.end();
    const person = event.pointerType === 'mouse' || !event.isPrimary ? null : gripped(event.target);
    if (person === null) return;
    // No press on the row.
    event.stopPropagation();
    this.#grip = { pointer: event.pointerId, person, x: event.clientX, y: event.clientY, load: null };
    this.#root.setPointerCapture(event.pointerId);
  };

  readonly move = ({ pointerId, clientX: x, clientY: y }: PointerEvent): void => {
    const grip = this.#grip;
    if (grip?.pointer !== pointerId) return;
    if (!grip.load && Math.hypot(x - grip.x, y - grip.y) >= BEGINS) {
      const people = this.#carrying.with(grip.person);
      grip.load = new Load(people, this.#carrying.label(people), this.#grid);
      this.#carrying.start(people);
    }
    grip.load?.move(x, y);
  };

  readonly up = ({ pointerId }: PointerEvent): void => {
    if (this.#grip?.pointer !== pointerId) return;
    const { load } = this.#grip;
    if (load?.room) this.#carrying.drop(load.people, load.room);
    this.end();
  };

  readonly cancel = ({ pointerId }: PointerEvent): void => {
    if (this.#grip?.pointer === pointerId) this.end();
  };

  readonly key = ({ key }: KeyboardEvent): void => {
    if (key === 'Escape') this.end();
  };

  /** The browser's own dragging and its menus after a long press. */
  readonly keepOut = (event: Event): void => {
    if (this.#grip) event.preventDefault();
  };

  readonly end = (): void => {
    const load = this.#grip?.load;
    this.#grip = null;
    if (!load) return;
    load.put();
    this.#carrying.end();
  };
}

/**
 * MV2 by finger: the grip of a row carries the person to the room under the finger, at once and without a long
 * press. Lifting the finger elsewhere, Escape, or a touch the browser takes over leaves everything as it was.
 * Returns how to stop listening.
 */
export function listenForFingers(root: HTMLElement, grid: HTMLElement, carrying: Carrying): () => void {
  const fingers = new Fingers(root, grid, carrying);
  const control = new AbortController();
  const first = { capture: true, signal: control.signal };
  root.addEventListener('pointerdown', fingers.down, first);
  root.addEventListener('pointermove', fingers.move, first);
  root.addEventListener('pointerup', fingers.up, first);
  root.addEventListener('pointercancel', fingers.cancel, first);
  root.addEventListener('dragstart', fingers.keepOut, first);
  root.addEventListener('contextmenu', fingers.keepOut, first);
  document.addEventListener('keydown', fingers.key, first);
  return () => {
    control.abort();
    fingers.end();
  };
}
