import type { Command } from '../wire.gen.ts';
import type { MediaState } from './app.ts';
import type { Media } from './ports.ts';
import type { Records } from './records.ts';
import type { Refusal } from './wire.ts';

export interface SharingPorts {
  readonly media: Media;
  readonly get: () => MediaState;
  readonly set: (change: Partial<MediaState>) => void;
  readonly records: () => Records;
  readonly say: (command: Command, place: 'share') => Promise<Refusal | null>;
}

/** RM1: whether the room is shown my screen, as far as the server knows. */
export const isPresentingScreen = ({ presentation, me }: Records): boolean =>
  me !== null && presentation?.by === me.id && presentation.what.kind === 'screen';

/**
 * Keeps the own screen and what the server says of it in step: what the room is not shown is not captured, and what
 * is not captured any more is not announced any longer.
 */
export class Sharing {
  readonly #ports: SharingPorts;
  /** Counts the times a meeting was left, so that a screen chosen in one visit is not shown in another. */
  #visit = 0;

  constructor(ports: SharingPorts) {
    this.#ports = ports;
  }

  /** Must be called from a click: browsers ask for the screen only then. */
  async start(): Promise<void> {
    const { media, get, set, say } = this.#ports;
    if (get().screen === 'asking' || get().screen === 'on') return;
    const visit = this.#visit;
    set({ screen: 'asking' });
    const opened = await media.openScreen();
    if (visit !== this.#visit) {
      media.closeScreen();
      return;
    }
    if (typeof opened === 'string') {
      set({ screen: opened });
      return;
    }
    set({ screen: 'on' });
    const refusal = await say({ type: 'share_screen', sound: opened.sound }, 'share');
    if (refusal && visit === this.#visit && get().screen === 'on') this.#close('off');
  }

  /** From our own button, or because the browser's own bar ended the capture. */
  async stop(): Promise<void> {
    this.#close('off');
    if (isPresentingScreen(this.#ports.records()))
      await this.#ports.say({ type: 'stop_presenting' }, 'share');
  }

  /** The records changed: a capture that nobody is shown ends; an announcement without a capture (a reload) too. */
  async follow(before: Records): Promise<void> {
    const now = this.#ports.records();
    if (before.presentation === now.presentation) return;
    const { screen } = this.#ports.get();
    if (isPresentingScreen(before) && !isPresentingScreen(now) && screen === 'on') this.#close('ended');
    if (isPresentingScreen(now) && screen !== 'on')
      await this.#ports.say({ type: 'stop_presenting' }, 'share');
  }

  leave(): void {
    this.#visit += 1;
    this.#close('off');
  }

  #close(screen: 'off' | 'ended'): void {
    this.#ports.media.closeScreen();
    this.#ports.set({ screen });
  }
}
