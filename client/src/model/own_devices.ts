import type { Command, MeRecord } from '../wire.gen.ts';
import type { MediaState } from './app.ts';
import type { Media, Wanted } from './ports.ts';
import type { Refusal } from './wire.ts';

type Kind = keyof Wanted;

export interface OwnDevicesPorts {
  readonly media: Media;
  /** The state to read and change. */
  readonly get: () => MediaState;
  readonly set: (change: Partial<MediaState>) => void;
  /** Says it to the others; null outside the meeting. */
  readonly say: (command: Command, place: Kind) => Promise<Refusal | null>;
}

const declare = (kind: Kind, on: boolean): Command =>
  kind === 'microphone' ? { type: 'set_microphone', on } : { type: 'set_camera', on };

/**
 * Keeps three things in step: what the person wants, what the devices do, what the server says of us.
 * A wish that a device cannot fulfil ends; the device's status says why.
 */
export class OwnDevices {
  readonly #ports: OwnDevicesPorts;
  /** Counts the times a meeting was entered or left, so that what was begun in one visit does not end in another. */
  #visit = 0;
  #entered = false;

  constructor(ports: OwnDevicesPorts) {
    this.#ports = ports;
  }

  /** On the join page: open what is wanted, once. */
  async preview(): Promise<void> {
    await this.#open(this.#ports.get().wants);
  }

  /** JN2: `me` is what the server remembers; on a return it is also what is wanted. */
  async enter(me: MeRecord, returning: boolean): Promise<void> {
    this.#visit += 1;
    const visit = this.#visit;
    if (returning) this.#want({ microphone: me.microphone, camera: me.camera });
    await this.#open(this.#ports.get().wants);
    if (visit !== this.#visit) return;
    this.#entered = true;
    const { wants } = this.#ports.get();
    const differing = (['microphone', 'camera'] as const).filter((kind) => wants[kind] !== me[kind]);
    await Promise.all(differing.map((kind) => this.#say(kind, wants[kind])));
  }

  leave(): void {
    this.#visit += 1;
    this.#entered = false;
  }

  async set(kind: Kind, on: boolean): Promise<void> {
    this.#want({ ...this.#ports.get().wants, [kind]: on });
    if (on) await this.#open({ microphone: kind === 'microphone', camera: kind === 'camera' });
    else this.#silence(kind);
    const running = this.#ports.get().wants[kind];
    if (this.#entered && running === on) await this.#say(kind, on);
  }

  /** A device went away while in use. */
  async lost(kind: Kind): Promise<void> {
    this.#want({ ...this.#ports.get().wants, [kind]: false });
    if (this.#entered) await this.#say(kind, false);
  }

  /** Someone else turned it off: the device follows. */
  follow(before: MeRecord, now: MeRecord, pending: (kind: Kind) => boolean): void {
    for (const kind of ['microphone', 'camera'] as const) {
      if (before[kind] && !now[kind] && this.#ports.get().wants[kind] && !pending(kind)) {
        this.#want({ ...this.#ports.get().wants, [kind]: false });
        this.#silence(kind);
      }
    }
  }

  async #say(kind: Kind, on: boolean): Promise<void> {
    const visit = this.#visit;
    const refusal = await this.#ports.say(declare(kind, on), kind);
    if (visit === this.#visit && refusal && on && this.#ports.get().wants[kind]) {
      this.#want({ ...this.#ports.get().wants, [kind]: false });
      this.#silence(kind);
    }
  }

  async #open(wanted: Wanted): Promise<void> {
    if (!wanted.microphone && !wanted.camera) return;
    const visit = this.#visit;
    const running = await this.#ports.media.open(wanted);
    if (visit !== this.#visit) return;
    // The person may have changed their mind while the browser was asking.
    for (const kind of ['microphone', 'camera'] as const) {
      if (!wanted[kind]) continue;
      const { wants } = this.#ports.get();
      if (!running[kind]) this.#want({ ...wants, [kind]: false });
      else if (!wants[kind]) this.#silence(kind);
      else if (kind === 'microphone') this.#ports.media.enableMicrophone(true);
    }
  }

  #silence(kind: Kind): void {
    if (kind === 'microphone') this.#ports.media.enableMicrophone(false);
    else this.#ports.media.closeCamera();
  }

  #want(wants: Wanted): void {
    this.#ports.set({ wants });
  }
}
