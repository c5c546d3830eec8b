import * as Y from 'yjs';
import { backoff } from './backoff.ts';
import {
  askState,
  type Bytes,
  type DocumentMessage,
  givePlace,
  giveState,
  giveUpdate,
  type Peer,
  readMessages,
  together,
} from './document_messages.ts';
import type { DialDocument, DocumentKind, DocumentSocket } from './documents.ts';
import type { Clock } from './ports.ts';

/** How often a page says what it changed and where its cursor is, in milliseconds. */
const PAUSE = 80;
const FIRST_WAIT = 250;
const LONGEST_WAIT = 10_000;

/** Close codes that end a link for good; every other one is dialled again. */
const ENDS: Readonly<Record<number, DocumentEnd>> = {
  4001: 'gone',
  4002: 'gone',
  4003: 'gone',
  4011: 'not_yours',
  4009: 'broken',
  4012: 'broken',
  4014: 'full',
};

/** `not_yours`: one may not see it any more; `gone`: not in the meeting; the others lost one's last change. */
export type DocumentEnd = 'not_yours' | 'gone' | 'broken' | 'full';

export interface LinkState {
  /** `loading` until the document was here once; `lost` while it is being dialled again. */
  readonly status: 'loading' | 'open' | 'lost' | 'ended';
  readonly end: DocumentEnd | null;
  readonly writes: boolean;
  /** Everybody else who has it open and points somewhere. */
  readonly peers: readonly Peer[];
}

export interface LinkPorts {
  readonly clock: Clock;
  readonly dial: DialDocument;
  /** The seat token. */
  readonly seat: () => string | null;
}

/**
 * One document, kept equal with the server's. Changes made while the connection is gone are merged when it
 * is back. `doc` may be changed while `writes`; the server ends a link that changes it without the right.
 */
export class DocumentLink {
  readonly doc = new Y.Doc();
  readonly kind: DocumentKind;
  readonly room: string;
  readonly #ports: LinkPorts;
  readonly #listeners = new Set<() => void>();
  #state: LinkState = { status: 'loading', end: null, writes: false, peers: [] };
  #socket: DocumentSocket | null = null;
  #attempt = 0;
  /** The server's question was answered, so it has all that later changes build on. */
  #answered = false;
  #unsent: Uint8Array[] = [];
  #place: { readonly value: unknown; readonly sent: boolean } = { value: null, sent: true };
  #places = 0;
  #cancel: () => void = () => undefined;
  #flushing = false;

  constructor(kind: DocumentKind, room: string, ports: LinkPorts) {
    this.kind = kind;
    this.room = room;
    this.#ports = ports;
    this.doc.on('update', (update: Uint8Array, origin: unknown) => {
      if (origin !== this) this.#changed(update);
    });
    this.#dial();
  }

  readonly getState = (): LinkState => this.#state;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Say where one's cursor is, in JSON; null for nowhere. */
  point(value: unknown): void {
    if (JSON.stringify(value) === JSON.stringify(this.#place.value)) return;
    this.#place = { value, sent: false };
    this.#flushSoon();
  }

  close(): void {
    this.#flush();
    this.#cancel();
    this.#socket?.close();
    this.#socket = null;
    this.#set({ status: 'ended', end: 'gone', peers: [] });
    this.doc.destroy();
  }

  #set(change: Partial<LinkState>): void {
    this.#state = { ...this.#state, ...change };
    for (const listener of this.#listeners) listener();
  }

  #dial(): void {
    this.#answered = false;
    this.#socket = this.#ports.dial(this.kind, this.room, {
      opened: () => {
        const hello = { type: 'hello', seat: this.#ports.seat() ?? '', client: this.doc.clientID };
        this.#socket?.send(JSON.stringify(hello));
        this.#socket?.send(askState(Y.encodeStateVector(this.doc)));
      },
      received: (frame) => this.#receive(frame),
      closed: (code) => this.#lost(code),
    });
  }

  #lost(code: number): void {
    this.#socket = null;
    this.#answered = false;
    const end = ENDS[code];
    if (end !== undefined) {
      this.#set({ status: 'ended', end, writes: false, peers: [] });
      return;
    }
    this.#attempt += 1;
    this.#set({ status: this.#state.status === 'loading' ? 'loading' : 'lost', peers: [] });
    const { clock } = this.#ports;
    const wait = backoff(this.#attempt, clock.random(), FIRST_WAIT, LONGEST_WAIT);
    this.#cancel = clock.at(clock.now() + wait, () => this.#dial());
  }

  #receive(frame: string | Bytes): void {
    if (typeof frame === 'string') {
      this.#set({ writes: (JSON.parse(frame) as { write: boolean }).write });
      this.#flushSoon();
      return;
    }
    for (const message of readMessages(frame)) this.#take(message);
  }

  #take(message: DocumentMessage): void {
    switch (message.kind) {
      case 'ask':
        this.#socket?.send(giveState(Y.encodeStateAsUpdate(this.doc, message.vector)));
        this.#unsent = [];
        this.#answered = true;
        this.#place = { ...this.#place, sent: this.#place.value === null };
        this.#flushSoon();
        return;
      case 'state':
        Y.applyUpdate(this.doc, message.update, this);
        this.#attempt = 0;
        this.#set({ status: 'open' });
        return;
      case 'update':
        Y.applyUpdate(this.doc, message.update, this);
        return;
      case 'peers':
        this.#meet(message.peers);
    }
  }

  #meet(told: readonly (Peer | { readonly client: number; readonly gone: true })[]): void {
    const peers = new Map(this.#state.peers.map((peer) => [peer.client, peer]));
    for (const peer of told) {
      if ('gone' in peer) peers.delete(peer.client);
      else if (peer.client !== this.doc.clientID) peers.set(peer.client, peer);
    }
    this.#set({ peers: [...peers.values()] });
  }

  #changed(update: Uint8Array): void {
    // What is not sent now is in the answer to the server's next question.
    if (!this.#answered) return;
    this.#unsent.push(update);
    this.#flushSoon();
  }

  #flushSoon(): void {
    if (this.#flushing || !this.#answered) return;
    this.#flushing = true;
    const { clock } = this.#ports;
    clock.at(clock.now() + PAUSE, () => {
      this.#flushing = false;
      this.#flush();
    });
  }

  #flush(): void {
    if (!this.#answered) return;
    const unsent = this.#unsent;
    this.#unsent = [];
    const messages = unsent.length > 0 ? [giveUpdate(Y.mergeUpdates(unsent))] : [];
    if (!this.#place.sent && this.#state.writes) {
      this.#places += 1;
      this.#place = { ...this.#place, sent: true };
      messages.push(givePlace(this.doc.clientID, this.#places, this.#place.value));
    }
    if (messages.length > 0) this.#socket?.send(together(messages));
  }
}
