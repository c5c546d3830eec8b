import { follow, type Level, levelBetween, type Shown, type Totals, WELL } from '../model/quality.ts';

const EVERY = 4_000;

const NOTHING: Totals = { received: 0, lost: 0, lostAbove: 0, roundTrip: 0, jitter: 0 };

/** The fields that are read of any kind of statistics. */
interface Report {
  readonly type: string;
  readonly kind?: string;
  readonly nominated?: boolean;
  readonly packetsReceived?: number;
  readonly packetsLost?: number;
  readonly fractionLost?: number;
  readonly currentRoundTripTime?: number;
  readonly jitter?: number;
}

function add(totals: Totals, report: Report): Totals {
  switch (report.type) {
    case 'inbound-rtp':
      return {
        ...totals,
        received: totals.received + (report.packetsReceived ?? 0),
        lost: totals.lost + Math.max(0, report.packetsLost ?? 0),
        // Pictures come in bursts; it is speech that jitter spoils.
        jitter: report.kind === 'audio' ? Math.max(totals.jitter, report.jitter ?? 0) : totals.jitter,
      };
    case 'remote-inbound-rtp':
      return { ...totals, lostAbove: Math.max(totals.lostAbove, report.fractionLost ?? 0) };
    case 'candidate-pair':
      return report.nominated
        ? { ...totals, roundTrip: Math.max(totals.roundTrip, report.currentRoundTripTime ?? 0) }
        : totals;
    default:
      return totals;
  }
}

/** Measures a pair of connections every few seconds, and says when what is to be shown of it changes. */
export class QualityWatch {
  readonly #stats: () => Promise<readonly RTCStatsReport[]>;
  readonly #changed: (level: Level) => void;
  readonly #timer: ReturnType<typeof setInterval>;
  #before: Totals | null = null;
  #shown: Shown = WELL;

  constructor(stats: () => Promise<readonly RTCStatsReport[]>, changed: (level: Level) => void) {
    this.#stats = stats;
    this.#changed = changed;
    this.#timer = setInterval(() => void this.#measure(), EVERY);
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  async #measure(): Promise<void> {
    const reports = await this.#stats();
    const now = reports
      .flatMap((report): Report[] => [...report.values()])
      .reduce<Totals>((totals, report) => add(totals, report), NOTHING);
    const before = this.#before;
    this.#before = now;
    if (!before) return;
    const level = this.#shown.level;
    this.#shown = follow(this.#shown, levelBetween(before, now));
    if (this.#shown.level !== level) this.#changed(this.#shown.level);
  }
}
