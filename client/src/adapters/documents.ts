import type { DialDocument, Documents } from '../model/documents.ts';
import type { Memory } from '../model/ports.ts';
import { browserClock } from './browser_clock.ts';
import { asked } from './http.ts';

const ADDRESS = (page: Location): string =>
  `${page.protocol === 'https:' ? 'wss' : 'ws'}://${page.host}/api/v1/documents`;

/** Dials a document's WebSocket; after `close()` no event is told any more. */
const dialOf =
  (page: Location): DialDocument =>
  (kind, room, events) => {
    const socket = new WebSocket(`${ADDRESS(page)}/${kind}/${encodeURIComponent(room)}`);
    socket.binaryType = 'arraybuffer';
    let open = true;
    socket.addEventListener('open', () => {
      if (open) events.opened();
    });
    socket.addEventListener('message', ({ data }) => {
      if (open) events.received(typeof data === 'string' ? data : new Uint8Array(data as ArrayBuffer));
    });
    socket.addEventListener('close', ({ code }) => {
      if (open) events.closed(code);
      open = false;
    });
    return {
      send: (frame) => {
        if (socket.readyState === WebSocket.OPEN) socket.send(frame);
      },
      close: () => {
        open = false;
        socket.close(1000);
      },
    };
  };

const rights = (memory: Memory) => ({ Authorization: `Bearer ${memory.seat ?? ''}` });

/** Boards and notes of this page's meeting; Yjs is loaded when the first one is opened. */
export const documentsOf = (page: Location, memory: Memory): Documents => ({
  open: async (kind, room) => {
    const { DocumentLink } = await import('../model/document_link.ts');
    return new DocumentLink(kind, room, {
      clock: browserClock,
      dial: dialOf(page),
      seat: () => memory.seat,
    });
  },
  harvest: (number) => asked(`/api/v1/seat/harvests/${number}`, { headers: rights(memory) }),
  fileAddress: (file) =>
    asked(`/api/v1/seat/files/${encodeURIComponent(file)}/address`, {
      method: 'POST',
      headers: rights(memory),
    }),
});
