import type { RemoteSlot } from '../model/app.ts';
import { type Arrived, type Frozen, look, type Watched } from '../model/frozen.ts';

const EVERY = 3_000;

interface Report {
  readonly type: string;
  readonly kind?: string;
  readonly mid?: string;
  readonly packetsReceived?: number;
  readonly framesDecoded?: number;
}

export interface FrozenEvents {
  frozen(picture: Frozen): void;
  hopeless(): void;
}

/** Looks every few seconds whether the pictures that slots carry arrive and can be seen. */
export class FrozenWatch {
  readonly #connection: RTCPeerConnection;
  readonly #slots: () => readonly RemoteSlot[];
  readonly #events: FrozenEvents;
  readonly #timer: ReturnType<typeof setInterval>;
  #watched: Watched = new Map();

  constructor(connection: RTCPeerConnection, slots: () => readonly RemoteSlot[], events: FrozenEvents) {
    this.#connection = connection;
    this.#slots = slots;
    this.#events = events;
    this.#timer = setInterval(() => void this.#look(), EVERY);
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  async #look(): Promise<void> {
    const report = await this.#connection.getStats();
    const arrived = new Map<string, Arrived>();
    for (const { type, kind, mid, packetsReceived, framesDecoded } of report.values() as Iterable<Report>) {
      if (type === 'inbound-rtp' && kind === 'video' && mid !== undefined) {
        arrived.set(mid, { packets: packetsReceived ?? 0, decoded: framesDecoded ?? 0 });
      }
    }
    const since = performance.now() - EVERY;
    // A connection that has lost its way is helped otherwise.
    const judged = !document.hidden && this.#connection.connectionState === 'connected';
    const carried = this.#slots().flatMap(({ mid, person, source, switchedAt }) => {
      if (source !== 'camera' && source !== 'screen') return [];
      const seen = arrived.get(mid) ?? { packets: 0, decoded: 0 };
      const steady = source === 'camera';
      return [
        { mid, feed: `${person}/${source}`, arrived: seen, steady, judged: judged && switchedAt < since },
      ];
    });
    const seen = look(this.#watched, carried);
    this.#watched = seen.watched;
    if (seen.hopeless) this.#events.hopeless();
    else for (const picture of seen.frozen) this.#events.frozen(picture);
  }
}
