import type { DocumentLink } from './document_link.ts';
import type { Outcome } from './ports.ts';

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

export interface HarvestedRoom {
  readonly room: string;
  readonly name: string;
  /** Markdown. */
  readonly note: string;
  /** A Yjs update in base64. */
  readonly board: string | null;
  readonly files: readonly { readonly id: string; readonly name: string; readonly size: number }[];
}

/** What was brought back to main at one moment. */
export interface HarvestPage {
  readonly number: number;
  readonly at: number;
  readonly by: string;
  readonly rooms: readonly HarvestedRoom[];
}

export interface Documents {
  /** Open a room's document; what it needs is loaded first. `close()` it when it is shown no more. */
  open(kind: DocumentKind, room: string): Promise<DocumentLink>;
  /** Read what was brought back; a network failure is the refusal UNREACHABLE. */
  harvest(number: number): Promise<Outcome<HarvestPage>>;
  /** Where a file of a harvest can be read for some minutes. */
  fileAddress(file: string): Promise<Outcome<{ readonly url: string }>>;
}
