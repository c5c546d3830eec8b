import type { Detach, MediaElement, RemoteSlot } from '../model/app.ts';
import { streamWith, trackOf } from './handles.ts';

export interface SoundEvents {
  blocked(blocked: boolean): void;
  fault(message: string): void;
}

/** Everything that is heard: the attached audio elements, and which speaker they play on. */
export class Sound {
  readonly #events: SoundEvents;
  readonly #elements = new Set<HTMLAudioElement>();
  #speaker: string | null;

  constructor(speaker: string | null, events: SoundEvents) {
    this.#speaker = speaker;
    this.#events = events;
  }

  attach(element: MediaElement, slot: RemoteSlot): Detach {
    const audio = element as HTMLAudioElement;
    const stream = streamWith(trackOf(slot.track));
    if (audio.srcObject !== stream) audio.srcObject = stream;
    this.#elements.add(audio);
    void this.#route(audio);
    void this.#play(audio);
    return () => {
      this.#elements.delete(audio);
      audio.srcObject = null;
    };
  }

  async choose(speaker: string | null): Promise<void> {
    this.#speaker = speaker;
    await Promise.all([...this.#elements].map((audio) => this.#route(audio)));
  }

  /** From a click. */
  async resume(): Promise<void> {
    this.#events.blocked(false);
    await Promise.all([...this.#elements].map((audio) => this.#play(audio)));
  }

  async #route(audio: HTMLAudioElement): Promise<void> {
    // Not every browser can choose; there the system's speaker is the only one.
    if (!('setSinkId' in audio) || audio.sinkId === (this.#speaker ?? '')) return;
    try {
      await audio.setSinkId(this.#speaker ?? '');
    } catch (error) {
      // The remembered speaker is gone: the element goes on with the system's own.
      if (!(error instanceof DOMException)) throw error;
      this.#events.fault(`speaker: ${error.message}`);
    }
  }

  async #play(audio: HTMLAudioElement): Promise<void> {
    try {
      await audio.play();
    } catch (error) {
      if (!(error instanceof DOMException)) throw error;
      // AbortError: the element was detached before it began, which is no failure.
      if (error.name === 'NotAllowedError') this.#events.blocked(true);
      else if (error.name !== 'AbortError') this.#events.fault(`sound: ${error.message}`);
    }
  }
}
