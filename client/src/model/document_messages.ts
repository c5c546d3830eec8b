import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';

/** The messages of y-protocols, as far as the server speaks them: docs/protocol.md, Boards and notes. */

export type Bytes = Uint8Array<ArrayBuffer>;

/** Somebody's cursor. `cursor` is in the words of the board or note; null once they are gone. */
export interface Peer {
  readonly client: number;
  readonly person: string;
  readonly name: string;
  readonly cursor: unknown;
}

export type DocumentMessage =
  | { readonly kind: 'ask'; readonly vector: Bytes }
  | { readonly kind: 'state' | 'update'; readonly update: Bytes }
  | {
      readonly kind: 'peers';
      readonly peers: readonly (Peer | { readonly client: number; readonly gone: true })[];
    };

const SYNC = 0;
const AWARENESS = 1;
const STEPS = ['ask', 'state', 'update'] as const;

const sync = (step: number, body: Uint8Array): Bytes =>
  encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, SYNC);
    encoding.writeVarUint(encoder, step);
    encoding.writeVarUint8Array(encoder, body);
  }) as Bytes;

export const askState = (vector: Uint8Array): Bytes => sync(0, vector);
export const giveState = (update: Uint8Array): Bytes => sync(1, update);
export const giveUpdate = (update: Uint8Array): Bytes => sync(2, update);

/** Several messages as one frame. */
export function together(messages: readonly Bytes[]): Bytes {
  const frame = new Uint8Array(messages.reduce((length, message) => length + message.length, 0));
  let at = 0;
  for (const message of messages) {
    frame.set(message, at);
    at += message.length;
  }
  return frame;
}

/** Where one's own cursor is; `clock` grows with each change. */
export function givePlace(client: number, clock: number, place: unknown): Bytes {
  const own = encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, 1);
    encoding.writeVarUint(encoder, client);
    encoding.writeVarUint(encoder, clock);
    encoding.writeVarString(encoder, JSON.stringify(place));
  });
  return encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, AWARENESS);
    encoding.writeVarUint8Array(encoder, own);
  }) as Bytes;
}

interface Said {
  readonly user: { readonly person: string; readonly name: string };
  readonly cursor: unknown;
}

function readPeers(decoder: decoding.Decoder): DocumentMessage {
  const inner = decoding.createDecoder(decoding.readVarUint8Array(decoder));
  const count = decoding.readVarUint(inner);
  const peers = Array.from({ length: count }, () => {
    const client = decoding.readVarUint(inner);
    decoding.readVarUint(inner);
    const said = JSON.parse(decoding.readVarString(inner)) as Said | null;
    return said === null ? { client, gone: true as const } : { client, ...said.user, cursor: said.cursor };
  });
  return { kind: 'peers', peers };
}

/** The messages of one frame of the server; throws on what it never sends. */
export function readMessages(frame: Bytes): readonly DocumentMessage[] {
  const decoder = decoding.createDecoder(frame);
  const messages: DocumentMessage[] = [];
  while (decoding.hasContent(decoder)) messages.push(readMessage(decoder));
  return messages;
}

function readMessage(decoder: decoding.Decoder): DocumentMessage {
  if (decoding.readVarUint(decoder) === AWARENESS) return readPeers(decoder);
  const kind = STEPS[decoding.readVarUint(decoder)];
  const body = decoding.readVarUint8Array(decoder) as Bytes;
  if (kind === undefined) throw new Error('a message of no known kind');
  return kind === 'ask' ? { kind, vector: body } : { kind, update: body };
}
