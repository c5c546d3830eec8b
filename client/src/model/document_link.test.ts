import * as decoding from 'lib0/decoding';
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { DocumentLink } from './document_link.ts';
import { askState, type Bytes, giveState, giveUpdate } from './document_messages.ts';
import type { DialDocument, DocumentEvents } from './documents.ts';
import type { Clock } from './ports.ts';

/** The server's side of one document, and a clock that moves by hand. */
class Server {
  readonly doc = new Y.Doc();
  readonly #lines = new Set<DocumentEvents>();
  #now = 0;
  #timers: { at: number; call: () => void }[] = [];
  frames = 0;

  readonly clock: Clock = {
    now: () => this.#now,
    random: () => 0,
    uuid: () => 'u',
    at: (at, call) => {
      const timer = { at, call };
      this.#timers.push(timer);
      return () => {
        this.#timers = this.#timers.filter((other) => other !== timer);
      };
    },
  };

  readonly dial: DialDocument = (_kind, _room, events) => {
    this.#lines.add(events);
    return {
      send: (frame) => this.#take(events, frame),
      close: () => this.#lines.delete(events),
    };
  };

  /** Let waiting pages in. */
  open(writes = true): void {
    for (const line of this.#lines) {
      line.opened();
      line.received(JSON.stringify({ type: 'rights', write: writes }));
      line.received(askState(Y.encodeStateVector(this.doc)));
    }
  }

  end(code: number): void {
    const lines = [...this.#lines];
    this.#lines.clear();
    for (const line of lines) line.closed(code);
  }

  pass(time: number): void {
    this.#now += time;
    const due = this.#timers.filter(({ at }) => at <= this.#now);
    this.#timers = this.#timers.filter(({ at }) => at > this.#now);
    for (const { call } of due) call();
  }

  #take(from: DocumentEvents, frame: string | Bytes): void {
    if (typeof frame === 'string') return;
    this.frames += 1;
    const decoder = decoding.createDecoder(frame);
    while (decoding.hasContent(decoder)) {
      if (decoding.readVarUint(decoder) === 1) {
        decoding.readVarUint8Array(decoder);
        continue;
      }
      const step = decoding.readVarUint(decoder);
      const body = decoding.readVarUint8Array(decoder);
      if (step === 0) from.received(giveState(Y.encodeStateAsUpdate(this.doc, body)));
      else {
        Y.applyUpdate(this.doc, body);
        for (const line of this.#lines) line.received(giveUpdate(body));
      }
    }
  }
}

const linkTo = (server: Server): DocumentLink =>
  new DocumentLink('note', 'r1', { clock: server.clock, dial: server.dial, seat: () => 'SEAT' });
const note = (link: { doc: Y.Doc }): Y.Text => link.doc.getText('note');

describe('RM3: a link keeps a document equal with the server’s', () => {
  it('shows what is there and sends what one writes, together', () => {
    const server = new Server();
    note(server).insert(0, 'Hello');
    const [ann, ben] = [linkTo(server), linkTo(server)];
    expect(ann.getState().status).toBe('loading');
    server.open();
    expect(ann.getState()).toMatchObject({ status: 'open', writes: true });
    const before = server.frames;
    for (const letter of ' Ben') note(ann).insert(note(ann).length, letter);
    server.pass(80);
    expect(server.frames).toBe(before + 1);
    expect(note(ben).toString()).toBe('Hello Ben');
  });

  it('merges what both sides wrote while it was lost', () => {
    const server = new Server();
    const link = linkTo(server);
    server.open();
    note(link).insert(0, 'before ');
    server.pass(80);
    server.end(1006);
    expect(link.getState().status).toBe('lost');
    note(link).insert(0, 'mine ');
    note(server).insert(0, 'theirs ');
    server.pass(10_000);
    server.open();
    expect(link.getState().status).toBe('open');
    expect(note(server).toString()).toBe(note(link).toString());
    expect(note(link).toString()).toContain('mine ');
    expect(note(link).toString()).toContain('theirs ');
  });

  it.each([
    [4011, 'not_yours'],
    [4003, 'gone'],
    [4012, 'broken'],
    [4014, 'full'],
  ] as const)('ends for good at %i and does not dial again', (code, end) => {
    const server = new Server();
    const link = linkTo(server);
    server.open();
    server.end(code);
    expect(link.getState()).toMatchObject({ status: 'ended', end, writes: false });
    server.pass(60_000);
    server.open();
    expect(link.getState().status).toBe('ended');
  });

  it('tells of rights, and says nothing of a reader’s cursor', () => {
    const server = new Server();
    const link = linkTo(server);
    server.open(false);
    const before = server.frames;
    link.point({ at: 1 });
    server.pass(80);
    expect(link.getState().writes).toBe(false);
    expect(server.frames).toBe(before);
  });
});
