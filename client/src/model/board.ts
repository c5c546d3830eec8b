import * as Y from 'yjs';
import { type BoardElement, inOrder, isWritable, readElement, writeElement } from './board_elements.ts';

type Observe = Parameters<Y.Map<unknown>['observeDeep']>[0];

/**
 * Keeps a board's scene and its document equal. What one changed oneself is written field by field, so two
 * people can change one thing at once; what others changed comes back by `merge`, except in what one is just
 * changing: that follows when one has let go.
 */
export class Board {
  readonly #doc: Y.Doc;
  readonly #stored: Y.Map<unknown>;
  /** Each element as the document was last told, or told us. */
  readonly #known = new Map<string, BoardElement>();
  readonly #news = new Set<string>();
  readonly #listeners = new Set<() => void>();
  readonly #observe: Observe;

  constructor(doc: Y.Doc) {
    this.#doc = doc;
    this.#stored = doc.getMap('elements');
    for (const id of this.#stored.keys()) this.#news.add(id);
    this.#observe = (events, { origin }) => {
      if (origin !== this) this.#heard(events);
    };
    this.#stored.observeDeep(this.#observe);
  }

  close(): void {
    this.#stored.unobserveDeep(this.#observe);
    this.#listeners.clear();
  }

  /** Be told when `merge` has something to do. */
  onNews(listener: () => void): void {
    this.#listeners.add(listener);
  }

  get hasNews(): boolean {
    return this.#news.size > 0;
  }

  #heard(events: Parameters<Observe>[0]): void {
    for (const event of events) {
      const ids = event.path.length === 0 ? event.changes.keys.keys() : [String(event.path[0])];
      for (const id of ids) this.#news.add(id);
    }
    for (const listener of this.#listeners) listener();
  }

  /** Write what changed in the scene since the last time. */
  write(scene: readonly BoardElement[]): void {
    const changed = scene.filter((element) => isWritable(element) && this.#differs(element));
    if (changed.length === 0) return;
    this.#doc.transact(() => {
      for (const element of changed) this.#writeOne(element);
    }, this);
  }

  #differs(element: BoardElement): boolean {
    const known = this.#known.get(element.id);
    if (known === undefined) return !element.isDeleted;
    return (
      element.isDeleted || known.version !== element.version || known.versionNonce !== element.versionNonce
    );
  }

  #writeOne(element: BoardElement): void {
    const { id } = element;
    if (element.isDeleted) {
      this.#stored.delete(id);
      this.#known.delete(id);
      return;
    }
    const kept = this.#stored.get(id);
    if (kept instanceof Y.Map) {
      writeElement(kept, element, this.#known.get(id));
    } else {
      const made = new Y.Map<unknown>();
      this.#stored.set(id, made);
      writeElement(made, element, undefined);
    }
    this.#known.set(id, { ...element });
  }

  /**
   * The scene with what others changed, except in what is `busy`; null if that is nothing. Write first.
   * What nobody else touched stays the same object. `complete` makes an element whole, or drops it.
   */
  merge(
    scene: readonly BoardElement[],
    busy: ReadonlySet<string>,
    complete: (told: BoardElement) => BoardElement | undefined = (told) => told,
  ): readonly BoardElement[] | null {
    const due = [...this.#news].filter((id) => !busy.has(id));
    if (due.length === 0) return null;
    const merged = new Map(scene.map((element) => [element.id, element]));
    for (const id of due) {
      this.#news.delete(id);
      const told = readElement(id, this.#stored.get(id));
      const shown = merged.get(id);
      if (told !== null) {
        this.#known.set(id, told);
        const whole = complete(told);
        if (whole !== undefined) merged.set(id, whole);
      } else {
        this.#known.delete(id);
        if (shown !== undefined) merged.set(id, { ...shown, isDeleted: true, version: shown.version + 1 });
      }
    }
    return [...merged.values()].sort(inOrder);
  }
}

/** Everything on a board, for a picture of it. */
export function elementsOf(doc: Y.Doc): readonly BoardElement[] {
  const stored = doc.getMap('elements');
  return [...stored.keys()]
    .map((id) => readElement(id, stored.get(id)))
    .filter((element) => element !== null)
    .sort(inOrder);
}
