import type { Device, DeviceKind, DeviceStatus } from '../model/app.ts';
import type { Wanted } from '../model/ports.ts';
import { deviceStatus } from './device_errors.ts';

export type Input = 'microphone' | 'camera';

const INPUTS: readonly Input[] = ['microphone', 'camera'];
const KINDS: Readonly<Record<MediaDeviceKind, DeviceKind>> = {
  audioinput: 'microphone',
  videoinput: 'camera',
  audiooutput: 'speaker',
};

/** A face in a grid needs no more, and every page encodes it three times over. */
const CAMERA_SIZE: MediaTrackConstraints = {
  width: { ideal: 960 },
  height: { ideal: 540 },
  frameRate: { ideal: 24, max: 30 },
};

export interface DevicesEvents {
  status(kind: Input, status: DeviceStatus): void;
  devices(devices: readonly Device[]): void;
  /** The track to send now; null: none. */
  track(kind: Input, track: MediaStreamTrack | null): void;
  /** A running device went away, and another took its place; or `back`: the chosen one is here again, and used. */
  replaced(kind: Input, label: string, back: boolean): void;
  /** A running device went away and no other took its place. */
  lost(kind: Input): void;
}

type Tracks = Readonly<Partial<Record<Input, MediaStreamTrack>>>;

/** Microphone and camera of this machine. One request at a time, so that the browser asks one question at a time. */
export class Devices {
  readonly #events: DevicesEvents;
  readonly #tracks: Partial<Record<Input, MediaStreamTrack>> = {};
  readonly #status: Record<Input, DeviceStatus> = { microphone: 'off', camera: 'off' };
  #chosen: Readonly<Record<Input, string | null>>;
  #queue: Promise<void> = Promise.resolve();
  /** Counts `closeAll`, so that a device the browser hands over afterwards is closed again. */
  #round = 0;
  /** Whose chosen device is here and was asked for since it came: a browser that gives another is not asked again. */
  readonly #askedFor = new Set<Input>();

  #clean: boolean;

  constructor(chosen: Readonly<Record<Input, string | null>>, clean: boolean, events: DevicesEvents) {
    this.#clean = clean;
    this.#chosen = chosen;
    this.#events = events;
    // Absent where the page is not a secure context.
    navigator.mediaDevices?.addEventListener('devicechange', () => void this.#plugged());
  }

  get running(): Wanted {
    return {
      microphone: this.#tracks.microphone !== undefined,
      camera: this.#tracks.camera !== undefined,
    };
  }

  open(wanted: Wanted): Promise<Wanted> {
    return this.#inTurn(async () => {
      const kinds = INPUTS.filter((kind) => wanted[kind] && !this.#tracks[kind]);
      if (kinds.length > 0) await this.#start(kinds);
      return this.running;
    });
  }

  /** Use another device; one that is running is exchanged. */
  choose(kind: Input, id: string | null): Promise<Wanted> {
    this.#chosen = { ...this.#chosen, [kind]: id };
    this.#askedFor.delete(kind);
    return this.#startAnew(kind);
  }

  /** Whether noise and echo are taken out of the microphone's sound and its loudness is evened out. */
  cleanSound(on: boolean): Promise<Wanted> {
    this.#clean = on;
    return this.#startAnew('microphone');
  }

  #startAnew(kind: Input): Promise<Wanted> {
    return this.#inTurn(async () => {
      if (this.#tracks[kind]) {
        const enabled = this.#tracks[kind].enabled;
        this.close(kind);
        await this.#start([kind]);
        if (this.#tracks[kind]) this.#tracks[kind].enabled = enabled;
        else this.#events.lost(kind);
      }
      return this.running;
    });
  }

  enable(kind: Input, on: boolean): void {
    const track = this.#tracks[kind];
    if (track) track.enabled = on;
  }

  close(kind: Input): void {
    const track = this.#tracks[kind];
    if (!track) return;
    delete this.#tracks[kind];
    track.stop();
    this.#setStatus(kind, 'off');
    this.#events.track(kind, null);
  }

  /** Everything off, also what the browser is still being asked for. */
  closeAll(): void {
    this.#round += 1;
    for (const kind of INPUTS) this.close(kind);
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const result = this.#queue.then(work);
    this.#queue = result.then(
      () => undefined,
      // The caller gets the error; the next in turn is not to fail with it.
      () => undefined,
    );
    return result;
  }

  async #start(kinds: readonly Input[]): Promise<void> {
    if (!navigator.mediaDevices) {
      for (const kind of kinds) this.#setStatus(kind, 'insecure');
      return;
    }
    for (const kind of kinds) this.#setStatus(kind, 'starting');
    const round = this.#round;
    const result = await this.#request(kinds);
    if (!(typeof result === 'string')) this.#adopt(result, round);
    else if (kinds.length === 1) for (const kind of kinds) this.#setStatus(kind, result);
    else await this.#startEach(kinds, result);
    await this.#refresh();
  }

  /** Asked for both at once and failed: find out which of them is at fault. */
  async #startEach(kinds: readonly Input[], failure: DeviceStatus): Promise<void> {
    const blocked = await Promise.all(kinds.map(isBlocked));
    // With neither blocked for good, the person said no just now; asking again would be nagging.
    const saidNo = failure === 'refused' && !blocked.includes(true);
    for (const [index, kind] of kinds.entries()) {
      if (saidNo || blocked[index]) this.#setStatus(kind, 'refused');
      else {
        const round = this.#round;
        const result = await this.#request([kind]);
        if (typeof result === 'string') this.#setStatus(kind, result);
        else this.#adopt(result, round);
      }
    }
  }

  /** A device that did not start is asked once more: another program may just have let go of it. */
  async #request(kinds: readonly Input[]): Promise<Tracks | DeviceStatus> {
    const result = await this.#ask(kinds);
    return result === 'busy' ? await this.#ask(kinds) : result;
  }

  async #ask(kinds: readonly Input[]): Promise<Tracks | DeviceStatus> {
    const device = (kind: Input): MediaTrackConstraints =>
      // `ideal`, so that a device that is gone is replaced by the default instead of failing.
      this.#chosen[kind] === null ? {} : { deviceId: { ideal: this.#chosen[kind] } };
    try {
      const stream = await navigator.mediaDevices.getUserMedia({
        audio: kinds.includes('microphone') && {
          ...device('microphone'),
          echoCancellation: this.#clean,
          noiseSuppression: this.#clean,
          autoGainControl: this.#clean,
        },
        video: kinds.includes('camera') && {
          ...device('camera'),
          ...CAMERA_SIZE,
        },
      });
      const [microphone] = stream.getAudioTracks();
      const [camera] = stream.getVideoTracks();
      return { ...(microphone && { microphone }), ...(camera && { camera }) };
    } catch (error) {
      const status = deviceStatus(error);
      if (status === null) throw error;
      return status;
    }
  }

  #adopt(tracks: Tracks, round: number): void {
    for (const kind of INPUTS) {
      const track = tracks[kind];
      if (!track) continue;
      if (round !== this.#round) {
        track.stop();
        this.#setStatus(kind, 'off');
        continue;
      }
      this.#tracks[kind] = track;
      // Fired when the device is unplugged or the permission taken back, not by stop().
      track.addEventListener('ended', () => void this.#replaceEnded(kind, track));
      this.#setStatus(kind, 'ok');
      this.#events.track(kind, track);
    }
  }

  async #replaceEnded(kind: Input, track: MediaStreamTrack): Promise<void> {
    if (this.#tracks[kind] !== track) return;
    const enabled = track.enabled;
    this.close(kind);
    await this.#inTurn(() => this.#start([kind]));
    const next = this.#tracks[kind];
    if (!next) {
      this.#events.lost(kind);
      return;
    }
    next.enabled = enabled;
    this.#events.replaced(kind, next.label, false);
  }

  async #plugged(): Promise<void> {
    const found = await this.#refresh();
    for (const kind of INPUTS) {
      const ofKind = found.filter((device) => KINDS[device.kind] === kind);
      if (ofKind.length > 0 && this.#status[kind] === 'missing') this.#setStatus(kind, 'off');
      const here = new Set(ofKind.map(({ deviceId }) => deviceId).filter((id) => id !== ''));
      await this.#follow(kind, here);
    }
  }

  /** RM1: a device that is gone is replaced, also where the browser does not end its track; the chosen one is taken again. */
  async #follow(kind: Input, here: ReadonlySet<string>): Promise<void> {
    const track = this.#tracks[kind];
    const used = track?.getSettings().deviceId;
    const chosen = this.#chosen[kind];
    if (chosen !== null && !here.has(chosen)) this.#askedFor.delete(kind);
    if (!track || used === undefined || here.size === 0) return;
    if (!here.has(used)) await this.#replaceEnded(kind, track);
    else if (chosen !== null && here.has(chosen) && used !== chosen) await this.#takeAgain(kind, chosen);
  }

  async #takeAgain(kind: Input, chosen: string): Promise<void> {
    if (this.#askedFor.has(kind)) return;
    this.#askedFor.add(kind);
    await this.#startAnew(kind);
    const track = this.#tracks[kind];
    if (track?.getSettings().deviceId === chosen) this.#events.replaced(kind, track.label, true);
  }

  async #refresh(): Promise<readonly MediaDeviceInfo[]> {
    const found = await navigator.mediaDevices.enumerateDevices();
    // Without permission browsers list devices without ids, which nobody could choose.
    const usable = found.filter(({ deviceId }) => deviceId !== '');
    this.#events.devices(
      usable.map(({ kind, deviceId, label }) => ({ kind: KINDS[kind], id: deviceId, label })),
    );
    return found;
  }

  #setStatus(kind: Input, status: DeviceStatus): void {
    this.#status[kind] = status;
    this.#events.status(kind, status);
  }
}

async function isBlocked(kind: Input): Promise<boolean> {
  try {
    const { state } = await navigator.permissions.query({ name: kind as PermissionName });
    return state === 'denied';
  } catch (error) {
    // Not every browser knows these two names; then nothing is known to be blocked.
    if (error instanceof TypeError) return false;
    throw error;
  }
}
