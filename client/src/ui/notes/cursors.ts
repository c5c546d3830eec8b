import { StateEffect, StateField, type Text } from '@codemirror/state';
import { Decoration, type DecorationSet, EditorView, WidgetType } from '@codemirror/view';
import * as Y from 'yjs';
import type { Peer } from '../../model/document_messages.ts';
import { colourOf } from '../format.ts';

/** Where somebody is in the text: both ends in Yjs' relative positions, so that they move with it. */
export interface Place {
  readonly anchor: unknown;
  readonly head: unknown;
}

class Caret extends WidgetType {
  readonly #name: string;
  readonly #colour: number;

  constructor(name: string, colour: number) {
    super();
    this.#name = name;
    this.#colour = colour;
  }

  override eq(other: Caret): boolean {
    return other.#name === this.#name && other.#colour === this.#colour;
  }

  override toDOM(): HTMLElement {
    const caret = document.createElement('span');
    caret.className = `caret caret-${this.#colour}`;
    caret.setAttribute('aria-hidden', 'true');
    const name = document.createElement('span');
    name.className = 'caret-name';
    name.textContent = this.#name;
    caret.append(name);
    return caret;
  }

  override ignoreEvent(): boolean {
    return true;
  }
}

const tell = StateEffect.define<DecorationSet>();

const shown = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update: (before, transaction) => {
    const told = transaction.effects.find((effect) => effect.is(tell));
    return told ? told.value : before.map(transaction.changes);
  },
  provide: (field) => EditorView.decorations.from(field),
});

function indexOf(doc: Y.Doc, text: Y.Text, position: unknown): number | null {
  try {
    const found = Y.createAbsolutePositionFromRelativePosition(
      Y.createRelativePositionFromJSON(position),
      doc,
    );
    return found?.type === text ? found.index : null;
  } catch {
    // What another page says of its cursor is its own affair; what cannot be read is not shown.
    return null;
  }
}

function marks(peer: Peer, doc: Y.Doc, text: Y.Text, length: number) {
  const place = peer.cursor as Partial<Place> | null;
  const [anchor, head] = [indexOf(doc, text, place?.anchor), indexOf(doc, text, place?.head)];
  if (anchor === null || head === null) return [];
  const colour = colourOf(peer.person);
  const [from, to] = [Math.min(anchor, head, length), Math.min(Math.max(anchor, head), length)];
  const caret = Decoration.widget({ widget: new Caret(peer.name, colour), side: 1 });
  const selection = Decoration.mark({ class: `peer-selection-${colour}` });
  return [...(from < to ? [selection.range(from, to)] : []), caret.range(Math.min(head, length))];
}

/** Show where the others are. */
export function showPeers(view: EditorView, text: Y.Text, peers: readonly Peer[]): void {
  const { doc } = text;
  if (!doc) return;
  const written: Text = view.state.doc;
  const found = peers.flatMap((peer) => marks(peer, doc, text, written.length));
  view.dispatch({ effects: tell.of(Decoration.set(found, true)) });
}

/** Where one is oneself; null while the text has no focus. */
export function ownPlace(view: EditorView, text: Y.Text): Place | null {
  if (!view.hasFocus) return null;
  const { anchor, head } = view.state.selection.main;
  const json = (index: number): unknown =>
    Y.relativePositionToJSON(Y.createRelativePositionFromTypeIndex(text, index));
  return { anchor: json(anchor), head: json(head) };
}

export const peerCursors = shown;
