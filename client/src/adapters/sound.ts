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
  #blocked = false;
  /** Whether the chosen speaker is plugged in; null: nothing is known of speakers yet. */
  #here: boolean | null = null;

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
    this.#here = null;
    await this.#routeAll();
  }

  /** These speakers are here now: whether the chosen one went away, or came `back` and is used again. */
  plugged(speakers: ReadonlySet<string>): { readonly speaker: string; readonly back: boolean } | null {
    if (this.#speaker === null || speakers.size === 0) return null;
    const before = this.#here;
    const here = speakers.has(this.#speaker);
    this.#here = here;
    if (before === here) return null;
    void this.#routeAll();
    return before === null ? null : { speaker: this.#speaker, back: here };
  }

  async #routeAll(): Promise<void> {
    await Promise.all([...this.#elements].map((audio) => this.#route(audio)));
  }

  /** Play what was held back, if the browser lets us by now. */
  async retry(): Promise<void> {
    if (this.#blocked) await this.resume();
  }

  /** From a click. */
  async resume(): Promise<void> {
    this.#setBlocked(false);
    await Promise.all([...this.#elements].map((audio) => this.#play(audio)));
  }

  #setBlocked(blocked: boolean): void {
    this.#blocked = blocked;
    this.#events.blocked(blocked);
  }

  async #route(audio: HTMLAudioElement): Promise<void> {
    // Not every browser can choose; there the system's speaker is the only one.
    const sink = this.#here === false ? '' : (this.#speaker ?? '');
    if (!('setSinkId' in audio) || audio.sinkId === sink) return;
    try {
      await audio.setSinkId(sink);
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
      if (error.name === 'NotAllowedError') this.#setBlocked(true);
      else if (error.name !== 'AbortError') this.#events.fault(`sound: ${error.message}`);
    }
  }
}
