import type { ScreenOpened } from '../model/ports.ts';

/** Large enough for small print on a large screen; few pictures a second leave the bits to sharpness. */
const PICTURE: MediaTrackConstraints = {
  width: { max: 2560 },
  height: { max: 1440 },
  frameRate: { ideal: 10, max: 15 },
};

/** What a screen plays is music and films as often as speech: nothing is to be taken out of it. */
const SOUND: MediaTrackConstraints = {
  echoCancellation: false,
  noiseSuppression: false,
  autoGainControl: false,
};

/** Hints that not every browser knows, and the types of none do. */
const HINTS = { selfBrowserSurface: 'exclude', surfaceSwitching: 'include', systemAudio: 'include' };

export interface ScreenEvents {
  tracks(picture: MediaStreamTrack | null, sound: MediaStreamTrack | null): void;
  /** Ended from the browser's own bar, or because the window is gone. */
  ended(): void;
}

/** The screen, window or tab that is being captured. */
export class ScreenCapture {
  readonly #events: ScreenEvents;
  #tracks: readonly MediaStreamTrack[] = [];

  constructor(events: ScreenEvents) {
    this.#events = events;
  }

  async open(): Promise<ScreenOpened> {
    // Absent on phones, and where the page is not a secure context.
    if (!navigator.mediaDevices?.getDisplayMedia) return 'unsupported';
    try {
      return this.#adopt(
        await navigator.mediaDevices.getDisplayMedia({ ...HINTS, video: PICTURE, audio: SOUND }),
      );
    } catch (error) {
      if (!(error instanceof DOMException)) throw error;
      // "by system" is what the browser adds when it was not the person who said no.
      if (error.name === 'NotAllowedError') return /system/i.test(error.message) ? 'refused' : 'off';
      return 'failed';
    }
  }

  close(): void {
    if (this.#tracks.length === 0) return;
    const tracks = this.#tracks;
    this.#tracks = [];
    for (const track of tracks) track.stop();
    this.#events.tracks(null, null);
  }

  #adopt(stream: MediaStream): ScreenOpened {
    this.close();
    const [picture] = stream.getVideoTracks();
    const [sound] = stream.getAudioTracks();
    if (!picture) return 'failed';
    this.#tracks = stream.getTracks();
    picture.contentHint = 'detail';
    if (sound) sound.contentHint = 'music';
    picture.addEventListener('ended', () => {
      if (!this.#tracks.includes(picture)) return;
      this.close();
      this.#events.ended();
    });
    this.#events.tracks(picture, sound ?? null);
    return { sound: sound !== undefined };
  }
}
