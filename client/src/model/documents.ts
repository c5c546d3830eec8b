import type { DocumentLink } from './document_link.ts';

/** Every room has one of each. */
export type DocumentKind = 'board' | 'note';

/** What connects a document with the server's; adapters implement it. Binary frames are bytes. */
export interface DocumentSocket {
  send(frame: string | Uint8Array<ArrayBuffer>): void;
  close(): void;
}

export interface DocumentEvents {
  opened(): void;
  received(frame: string | Uint8Array<ArrayBuffer>): void;
  /** Not called after `close()`. */
  closed(code: number): void;
}

export type DialDocument = (kind: DocumentKind, room: string, events: DocumentEvents) => DocumentSocket;

export interface Documents {
  /** Open a room's document; what it needs is loaded first. `close()` it when it is shown no more. */
  open(kind: DocumentKind, room: string): Promise<DocumentLink>;
}
