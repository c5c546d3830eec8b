import type { Attach, Device, DeviceKind } from '../model/app.ts';
import type { MediaFrame } from '../model/connection.ts';
import {
  connectionShown,
  type MediaInput,
  type MediaSession,
  mediaDeadline,
  NO_MEDIA,
  stepMedia,
} from '../model/media_session.ts';
import type { Clock, Media, MediaEvents, ScreenOpened, Wanted } from '../model/ports.ts';
import type { Level } from '../model/quality.ts';
import type { Source } from '../model/wire.ts';
import type { Relay } from '../wire.gen.ts';
import { Devices, type Input } from './devices.ts';
import { handleOf } from './handles.ts';
import { Meter } from './meter.ts';
import { Pair } from './pair.ts';
import { attachPreview, attachVideo } from './picture.ts';
import { QualityWatch } from './quality.ts';
import { ScreenCapture } from './screen.ts';
import { Sound } from './sound.ts';

export interface BrowserMediaOptions {
  readonly clock: Clock;
  readonly chosen: Readonly<Record<DeviceKind, string | null>>;
  readonly cleanSound: boolean;
  fault(message: string): void;
}

const NOTHING: MediaEvents = {
  changed: () => undefined,
  slots: () => undefined,
  connection: () => undefined,
  send: () => undefined,
  lost: () => undefined,
  replaced: () => undefined,
  screenEnded: () => undefined,
};

/** Devices, connections, meter and sound of this page, behind the model's port. */
export class BrowserMedia implements Media {
  readonly attach: Attach;
  readonly #options: BrowserMediaOptions;
  readonly #devices: Devices;
  readonly #meter: Meter;
  readonly #sound: Sound;
  readonly #screen: ScreenCapture;
  readonly #tracks: Record<Source, MediaStreamTrack | null> = {
    microphone: null,
    camera: null,
    screen: null,
    screen_sound: null,
  };
  #events: MediaEvents = NOTHING;
  #session: MediaSession = NO_MEDIA;
  #pair: Pair | null = null;
  #quality: QualityWatch | null = null;
  #rated: Level = 4;
  #cancelTimer: (() => void) | null = null;
  #relays: readonly Relay[] = [];

  constructor(options: BrowserMediaOptions) {
    this.#options = options;
    const { fault } = options;
    this.#devices = new Devices(options.chosen, options.cleanSound, {
      status: (kind, status) => this.#events.changed({ [kind]: status }),
      devices: (devices) => this.#plugged(devices),
      track: (kind, track) => this.#setTrack(kind, track),
      replaced: (kind, label, back) => this.#events.replaced({ kind, label, back }),
      lost: (kind) => this.#events.lost(kind),
    });
    this.#meter = new Meter({
      level: (level) => this.#events.changed({ level }),
      speaking: (on) => this.#events.send({ type: 'speaking', on }),
    });
    this.#sound = new Sound(options.chosen.speaker, {
      blocked: (soundBlocked) => this.#events.changed({ soundBlocked }),
      fault,
    });
    this.#screen = new ScreenCapture({
      tracks: (picture, sound) => {
        this.#send('screen', picture);
        this.#send('screen_sound', sound);
      },
      ended: () => this.#events.screenEnded(),
    });
    this.attach = {
      preview: attachPreview,
      audio: (element, slot) => this.#sound.attach(element, slot),
      video: attachVideo,
    };
  }

  listen(events: MediaEvents): void {
    this.#events = events;
  }

  open(wanted: Wanted): Promise<Wanted> {
    return this.#devices.open(wanted);
  }

  enableMicrophone(on: boolean): void {
    this.#devices.enable('microphone', on);
  }

  closeCamera(): void {
    this.#devices.close('camera');
  }

  openScreen(): Promise<ScreenOpened> {
    return this.#screen.open();
  }

  closeScreen(): void {
    this.#screen.close();
  }

  async choose(kind: DeviceKind, id: string | null): Promise<void> {
    if (kind === 'speaker') await this.#sound.choose(id);
    else await this.#devices.choose(kind, id);
  }

  async cleanSound(on: boolean): Promise<void> {
    await this.#devices.cleanSound(on);
  }

  watchLevel(on: boolean): void {
    this.#meter.watch(on);
  }

  reportSpeaking(on: boolean): void {
    this.#meter.report(on);
  }

  welcomed(held: boolean): void {
    this.#feed({ type: 'welcomed', held });
    // What was said while there was no connection was lost.
    if (this.#meter.speaking) this.#events.send({ type: 'speaking', on: true });
    if (this.#rated < 4) this.#events.send({ type: 'quality', level: this.#rated });
  }

  offline(): void {
    this.#feed({ type: 'offline' });
  }

  receive(frame: MediaFrame): void {
    if (frame.type === 'media_reset') this.#feed({ type: 'reset' });
    else if (frame.type === 'relays') this.#relays = frame.relays;
    else this.#pair?.receive(frame);
  }

  network(): void {
    this.#feed({ type: 'network' });
  }

  retry(): void {
    this.#feed({ type: 'hurry' });
  }

  resumeSound(): void {
    void this.#sound.resume();
    void this.#meter.resume();
  }

  stop(devices: boolean): void {
    this.#feed({ type: 'stop' });
    if (devices) this.#devices.closeAll();
  }

  #plugged(devices: readonly Device[]): void {
    this.#events.changed({ devices });
    const speakers = devices.filter(({ kind }) => kind === 'speaker');
    const change = this.#sound.plugged(new Set(speakers.map(({ id }) => id)));
    if (!change) return;
    const label = speakers.find(({ id }) => id === change.speaker)?.label ?? '';
    this.#events.replaced({ kind: 'speaker', label, back: change.back });
  }

  #setTrack(kind: Input, track: MediaStreamTrack | null): void {
    this.#send(kind, track);
    // Browsers let a page play that is being trusted with a device.
    if (track) void this.#sound.retry();
    if (kind === 'microphone') this.#meter.listenTo(track);
    else this.#events.changed({ preview: track && handleOf(new MediaStream([track])) });
  }

  #send(source: Source, track: MediaStreamTrack | null): void {
    this.#tracks[source] = track;
    this.#pair?.setTrack(source, track);
  }

  #feed(input: MediaInput): void {
    const { clock } = this.#options;
    const { state, effects } = stepMedia(this.#session, input, clock.now(), clock.random());
    this.#session = state;
    for (const effect of effects) {
      if (effect.type === 'close') this.#close();
      else if (effect.type === 'restart') this.#pair?.restart(this.#relays);
      else this.#build(effect.attempt);
    }
    this.#events.connection(connectionShown(state));
    this.#cancelTimer?.();
    const at = mediaDeadline(this.#session);
    this.#cancelTimer = at === null ? null : clock.at(at, () => this.#feed({ type: 'time' }));
  }

  #close(): void {
    this.#quality?.stop();
    this.#quality = null;
    this.#pair?.close();
    this.#pair = null;
    this.#rate(4);
  }

  #rate(quality: Level): void {
    if (quality === this.#rated) return;
    this.#rated = quality;
    this.#events.changed({ quality });
    this.#events.send({ type: 'quality', level: quality });
  }

  #build(attempt: number): void {
    const pair = new Pair(
      attempt,
      this.#relays,
      { ...this.#tracks },
      {
        send: (frame) => this.#events.send(frame),
        slots: (slots) => this.#events.slots(slots),
        up: () => this.#feed({ type: 'up' }),
        broken: () => this.#feed({ type: 'broken' }),
        failed: (reason) => {
          this.#options.fault(`media attempt ${attempt}: ${reason}`);
          this.#feed({ type: 'failed' });
        },
      },
    );
    this.#pair = pair;
    this.#quality = new QualityWatch(
      () => pair.stats(),
      (level) => this.#rate(level),
    );
  }
}
