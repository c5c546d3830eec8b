import type { DownCandidate, Source } from '../model/wire.ts';
import type { UpFrame } from '../wire.gen.ts';

interface Encoding extends RTCRtpEncodingParameters {
  readonly scalabilityMode: 'L1T1';
}

/**
 * One layer in time: the media server numbers the base layer of a slot's pictures from one again at every switch, and
 * a browser drops pictures whose numbers it has had, until a keyframe or for seconds. Without such layers there are
 * no such numbers.
 */
const L1T1 = { scalabilityMode: 'L1T1' } as const;

/** Highest last; the media server picks by rid. */
const CAMERA_LAYERS: Encoding[] = [
  { ...L1T1, rid: 'l', scaleResolutionDownBy: 4, maxBitrate: 120_000 },
  { ...L1T1, rid: 'm', scaleResolutionDownBy: 2, maxBitrate: 400_000 },
  { ...L1T1, rid: 'h', maxBitrate: 1_200_000 },
];

/** Sharp text rather than smooth motion: the track's `contentHint` says so too. */
const SCREEN_ENCODING: Encoding[] = [{ ...L1T1, maxBitrate: 2_500_000, maxFramerate: 15 }];

/** VP8 first: every slot must carry the same codec, or the media server cannot switch it. */
function preferVp8(transceiver: RTCRtpTransceiver): void {
  const codecs = RTCRtpReceiver.getCapabilities('video')?.codecs ?? [];
  const isVp8 = (codec: RTCRtpCodec): boolean => codec.mimeType.toLowerCase() === 'video/vp8';
  transceiver.setCodecPreferences([...codecs].sort((a, b) => Number(isVp8(b)) - Number(isVp8(a))));
}

/** What this page sends. All four m-lines are negotiated once, with or without devices; tracks come and go. */
export class Uplink {
  readonly connection: RTCPeerConnection;
  readonly #senders: Readonly<Record<Source, RTCRtpTransceiver>>;

  constructor(configuration: RTCConfiguration) {
    this.connection = new RTCPeerConnection(configuration);
    const microphone = this.connection.addTransceiver('audio', { direction: 'sendonly' });
    const camera = this.connection.addTransceiver('video', {
      direction: 'sendonly',
      sendEncodings: CAMERA_LAYERS,
    });
    const screen = this.connection.addTransceiver('video', {
      direction: 'sendonly',
      sendEncodings: SCREEN_ENCODING,
    });
    const screenSound = this.connection.addTransceiver('audio', { direction: 'sendonly' });
    preferVp8(camera);
    preferVp8(screen);
    this.#senders = { microphone, camera, screen, screen_sound: screenSound };
  }

  async offer(attempt: number): Promise<UpFrame> {
    const sdp = await this.#describe();
    const mids = {
      microphone: this.#mid('microphone'),
      camera: this.#mid('camera'),
      screen: this.#mid('screen'),
      screen_sound: this.#mid('screen_sound'),
    };
    return { type: 'publish', attempt, sdp, mids };
  }

  /** Offer another way through the network, with new candidates. */
  async restart(attempt: number): Promise<UpFrame> {
    this.connection.restartIce();
    return { type: 'ice_restart', attempt, sdp: await this.#describe() };
  }

  async #describe(): Promise<string> {
    await this.connection.setLocalDescription();
    const sdp = this.connection.localDescription?.sdp;
    if (sdp === undefined) throw new Error('an offer was set and yet there is none');
    return sdp;
  }

  #mid(source: Source): string {
    const { mid } = this.#senders[source];
    if (mid === null) throw new Error(`the offer has no m-line for ${source}`);
    return mid;
  }

  answered(sdp: string): Promise<void> {
    return this.connection.setRemoteDescription({ type: 'answer', sdp });
  }

  send(source: Source, track: MediaStreamTrack | null): Promise<void> {
    return this.#senders[source].sender.replaceTrack(track);
  }
}

/** Candidates may come before the description they belong to; they wait for it. */
export class Candidates {
  readonly #connection: RTCPeerConnection;
  #waiting: (DownCandidate | null)[] | null = [];

  constructor(connection: RTCPeerConnection) {
    this.#connection = connection;
  }

  async add(candidate: DownCandidate | null): Promise<void> {
    if (this.#waiting) this.#waiting.push(candidate);
    else await this.#connection.addIceCandidate(candidate as RTCIceCandidateInit | null);
  }

  async described(): Promise<void> {
    const waiting = this.#waiting ?? [];
    this.#waiting = null;
    for (const candidate of waiting)
      await this.#connection.addIceCandidate(candidate as RTCIceCandidateInit | null);
  }
}
