import type { MediaHandle } from '../model/app.ts';
import { handleOf } from './handles.ts';

/** What this page receives: slots the server offers once; who is in them changes without any negotiation. */
export class Downlink {
  readonly connection: RTCPeerConnection;
  #tracks: ReadonlyMap<string, MediaHandle> = new Map();

  constructor(configuration: RTCConfiguration) {
    this.connection = new RTCPeerConnection(configuration);
  }

  /** By mid; empty until the offer was taken. */
  get tracks(): ReadonlyMap<string, MediaHandle> {
    return this.#tracks;
  }

  async answer(offer: string): Promise<string> {
    await this.connection.setRemoteDescription({ type: 'offer', sdp: offer });
    await this.connection.setLocalDescription();
    this.#tracks = new Map(
      this.connection
        .getTransceivers()
        .flatMap(({ mid, receiver }) => (mid === null ? [] : [[mid, handleOf(receiver.track)] as const])),
    );
    const sdp = this.connection.localDescription?.sdp;
    if (sdp === undefined) throw new Error('an answer was set and yet there is none');
    return sdp;
  }
}
