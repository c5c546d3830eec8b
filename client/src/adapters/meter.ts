import { hear, meterLevel, mute, SILENT, type Speech } from '../model/speaking.ts';

const EVERY = 50;
const FLOOR = 1e-6;

export interface MeterEvents {
  /** 0 to 1 in tenths, while watched. */
  level(level: number): void;
  speaking(on: boolean): void;
}

/** Listens to the own microphone, for the level meter and for telling who speaks. */
export class Meter {
  readonly #events: MeterEvents;
  #context: AudioContext | null = null;
  #source: MediaStreamAudioSourceNode | null = null;
  #analyser: AnalyserNode | null = null;
  #samples = new Float32Array(0);
  #track: MediaStreamTrack | null = null;
  #timer: ReturnType<typeof setInterval> | null = null;
  #speech: Speech = SILENT;
  #watched = false;
  #reporting = false;

  constructor(events: MeterEvents) {
    this.#events = events;
  }

  get speaking(): boolean {
    return this.#speech.on;
  }

  listenTo(track: MediaStreamTrack | null): void {
    this.#track = track;
    this.#connect();
  }

  watch(on: boolean): void {
    this.#watched = on;
    if (!on) this.#events.level(0);
    this.#connect();
  }

  report(on: boolean): void {
    this.#reporting = on;
    if (!on) this.#speech = SILENT;
    this.#connect();
  }

  /** After a click: browsers hold audio back before one. */
  resume(): Promise<void> {
    return this.#context?.state === 'suspended' ? this.#context.resume() : Promise.resolve();
  }

  #connect(): void {
    this.#source?.disconnect();
    this.#source = null;
    const wanted = this.#track !== null && (this.#watched || this.#reporting);
    if (wanted && this.#track) {
      const context = this.#open();
      this.#source = context.createMediaStreamSource(new MediaStream([this.#track]));
      if (this.#analyser) this.#source.connect(this.#analyser);
      this.#timer ??= setInterval(() => this.#measure(), EVERY);
    } else {
      if (this.#timer !== null) clearInterval(this.#timer);
      this.#timer = null;
      this.#hear(mute(this.#speech, performance.now()));
      if (this.#watched) this.#events.level(0);
    }
  }

  #open(): AudioContext {
    if (this.#context) return this.#context;
    this.#context = new AudioContext();
    this.#analyser = this.#context.createAnalyser();
    this.#analyser.fftSize = 2048;
    this.#samples = new Float32Array(this.#analyser.fftSize);
    return this.#context;
  }

  #measure(): void {
    if (!this.#analyser || !this.#track) return;
    this.#analyser.getFloatTimeDomainData(this.#samples);
    const power = this.#samples.reduce((sum, sample) => sum + sample * sample, 0) / this.#samples.length;
    const level = 10 * Math.log10(Math.max(FLOOR * FLOOR, power));
    const now = performance.now();
    if (this.#watched) this.#events.level(this.#track.enabled ? meterLevel(level) : 0);
    if (!this.#reporting) return;
    this.#hear(this.#track.enabled ? hear(this.#speech, level, now) : mute(this.#speech, now));
  }

  #hear(next: Speech): void {
    const changed = next.on !== this.#speech.on;
    this.#speech = next;
    if (changed && this.#reporting) this.#events.speaking(next.on);
  }
}
