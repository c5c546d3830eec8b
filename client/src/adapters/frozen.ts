import type { RemoteSlot } from '../model/app.ts';
import { type Arrived, look, type Watched } from '../model/frozen.ts';

const EVERY = 3_000;

interface Report {
  readonly type: string;
  readonly kind?: string;
  readonly mid?: string;
  readonly packetsReceived?: number;
  readonly framesDecoded?: number;
}

export interface FrozenEvents {
  frozen(mid: string, times: number): void;
  hopeless(): void;
}

/** Looks every few seconds whether what arrives of pictures can also be seen. */
export class FrozenWatch {
  readonly #stats: () => Promise<RTCStatsReport>;
  readonly #slots: () => readonly RemoteSlot[];
  readonly #events: FrozenEvents;
  readonly #timer: ReturnType<typeof setInterval>;
  #watched: Watched = new Map();

  constructor(
    stats: () => Promise<RTCStatsReport>,
    slots: () => readonly RemoteSlot[],
    events: FrozenEvents,
  ) {
    this.#stats = stats;
    this.#slots = slots;
    this.#events = events;
    this.#timer = setInterval(() => void this.#look(), EVERY);
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  async #look(): Promise<void> {
    const report = await this.#stats();
    const arrived = new Map<string, Arrived>();
    for (const { type, kind, mid, packetsReceived, framesDecoded } of report.values() as Iterable<Report>) {
      if (type === 'inbound-rtp' && kind === 'video' && mid !== undefined) {
        arrived.set(mid, { packets: packetsReceived ?? 0, decoded: framesDecoded ?? 0 });
      }
    }
    const since = performance.now() - EVERY;
    const carried = this.#slots().filter((slot) => slot.switchedAt < since && !document.hidden);
    const seen = look(this.#watched, arrived, new Set(carried.map(({ mid }) => mid)));
    this.#watched = seen.watched;
    if (seen.hopeless) this.#events.hopeless();
    else for (const { mid, times } of seen.frozen) this.#events.frozen(mid, times);
  }
}
