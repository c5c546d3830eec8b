import type { UpFrame } from '../wire.gen.ts';
import type { Clock } from './ports.ts';

type Frame = Extract<UpFrame, { readonly type: 'looking' }>;

/** A picture on the screen; `height` in the screen's own dots. */
export type Picture = Frame['pictures'][number];

export interface LookingPorts {
  readonly clock: Clock;
  /** False: there is no connection. */
  readonly send: (frame: Frame) => boolean;
}

/** Scrolling and resizing change the sizes many times a second; the server need not follow each step. */
export const LEAST_APART = 200;
const MOST = 64;

/** RM1: tells the server which pictures this page shows, so that it sends no others. */
export class Looking {
  readonly #ports: LookingPorts;
  #seen: Frame | null = null;
  #soundOnly = false;
  #told = '';
  #toldAt = Number.NEGATIVE_INFINITY;
  #cancel: (() => void) | null = null;

  constructor(ports: LookingPorts) {
    this.#ports = ports;
  }

  /** `whole`: these are all there are, and what comes up later is shown too. */
  look(room: string, pictures: readonly Picture[], whole: boolean): void {
    this.#seen = { type: 'looking', room, pictures: pictures.slice(0, MOST), whole };
    this.#tell();
  }

  /** Low bandwidth: no pictures at all, whatever is on the screen. */
  soundOnly(on: boolean): void {
    this.#soundOnly = on;
    this.#tell();
  }

  /** A new connection: the server knows nothing of what was said over the last one. */
  welcomed(): void {
    this.#told = '';
    this.#tell();
  }

  stop(): void {
    this.#seen = null;
    this.#soundOnly = false;
    this.#told = '';
    this.#cancel?.();
    this.#cancel = null;
  }

  #tell(): void {
    if (this.#cancel) return;
    const { clock } = this.#ports;
    const at = this.#toldAt + LEAST_APART;
    if (clock.now() >= at) this.#send();
    else
      this.#cancel = clock.at(at, () => {
        this.#cancel = null;
        this.#send();
      });
  }

  #send(): void {
    if (!this.#seen) return;
    const frame = this.#soundOnly ? { ...this.#seen, pictures: [], whole: false } : this.#seen;
    const text = JSON.stringify(frame);
    if (text === this.#told || !this.#ports.send(frame)) return;
    this.#told = text;
    this.#toldAt = this.#ports.clock.now();
  }
}
