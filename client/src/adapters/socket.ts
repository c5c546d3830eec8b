import type { Dial } from '../model/ports.ts';
import type { DownFrame } from '../wire.gen.ts';

/** A frame that is not JSON is a broken server; 1011 makes the page dial again after a wait. */
const BROKEN = 1011;

export const socketUrl = (page: Location): string =>
  `${page.protocol === 'https:' ? 'wss' : 'ws'}://${page.host}/api/v1/socket`;

/** Dials `url`; after `close()` no event is told any more. */
export const dialOf =
  (url: string): Dial =>
  (events) => {
    const socket = new WebSocket(url);
    let open = true;
    const end = (code: number): void => {
      if (!open) return;
      open = false;
      events.closed(code);
    };
    socket.addEventListener('open', () => {
      if (open) events.opened();
    });
    socket.addEventListener('message', ({ data }) => {
      if (!open) return;
      let frame: DownFrame;
      try {
        frame = JSON.parse(String(data)) as DownFrame;
      } catch (error) {
        if (!(error instanceof SyntaxError)) throw error;
        socket.close();
        end(BROKEN);
        return;
      }
      events.received(frame);
    });
    socket.addEventListener('close', ({ code }) => end(code));
    return {
      send: (frame) => {
        if (socket.readyState === WebSocket.OPEN) socket.send(JSON.stringify(frame));
      },
      close: () => {
        open = false;
        socket.close(1000);
      },
    };
  };
