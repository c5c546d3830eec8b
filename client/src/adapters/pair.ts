import type { RemoteSlot } from '../model/app.ts';
import type { MediaFrame } from '../model/connection.ts';
import { assignSlots } from '../model/slots.ts';
import type { Direction, SlotEntry, Source } from '../model/wire.ts';
import type { Relay, UpFrame } from '../wire.gen.ts';
import { Downlink } from './downlink.ts';
import { FrozenWatch } from './frozen.ts';
import { Candidates, Uplink } from './uplink.ts';

export interface PairEvents {
  send(frame: UpFrame): void;
  slots(slots: readonly RemoteSlot[]): void;
  /** Both connections are up. */
  up(): void;
  /** A connection that was up has lost its way. */
  broken(): void;
  failed(reason: string): void;
}

const SOURCES: readonly Source[] = ['microphone', 'camera', 'screen', 'screen_sound'];

type Tracks = Readonly<Record<Source, MediaStreamTrack | null>>;

const configurationOf = (relays: readonly Relay[]): RTCConfiguration => ({
  bundlePolicy: 'max-bundle',
  iceServers: relays.map(({ urls, username, credential }) => ({ urls: [...urls], username, credential })),
});

/** One attempt at media: one connection up, one down, from the offer to the close. */
export class Pair {
  readonly #attempt: number;
  readonly #events: PairEvents;
  readonly #up: Uplink;
  readonly #down: Downlink;
  readonly #candidates: Readonly<Record<Direction, Candidates>>;
  readonly #frozen: FrozenWatch;
  #slots: readonly RemoteSlot[] = [];
  #named: { readonly entries: readonly SlotEntry[]; readonly at: number } = { entries: [], at: 0 };
  #closed = false;
  #wasUp = false;

  constructor(attempt: number, relays: readonly Relay[], tracks: Tracks, events: PairEvents) {
    this.#attempt = attempt;
    this.#events = events;
    const configuration = configurationOf(relays);
    this.#up = new Uplink(configuration);
    this.#down = new Downlink(configuration);
    this.#candidates = {
      up: new Candidates(this.#up.connection),
      down: new Candidates(this.#down.connection),
    };
    this.#watch('up', this.#up.connection);
    this.#watch('down', this.#down.connection);
    this.#frozen = new FrozenWatch(this.#down.connection, () => this.#slots, {
      frozen: (picture) => events.send({ type: 'frozen', attempt, ...picture }),
      hopeless: () => events.failed('a picture stands still'),
    });
    this.#run(this.#publish(tracks));
  }

  receive(frame: MediaFrame): void {
    if (
      this.#closed ||
      frame.type === 'media_reset' ||
      frame.type === 'relays' ||
      frame.attempt !== this.#attempt
    )
      return;
    switch (frame.type) {
      case 'published':
        this.#run(this.#published(frame.sdp));
        return;
      case 'subscribe':
        this.#run(this.#subscribe(frame.sdp));
        return;
      case 'candidate':
        this.#run(this.#candidates[frame.connection].add(frame.candidate));
        return;
      case 'slots':
        this.#named = { entries: frame.slots, at: performance.now() };
        this.#assign();
        return;
    }
  }

  setTrack(source: Source, track: MediaStreamTrack | null): void {
    this.#run(this.#up.send(source, track));
  }

  stats(): Promise<readonly RTCStatsReport[]> {
    return Promise.all([this.#up.connection.getStats(), this.#down.connection.getStats()]);
  }

  /** Find another way through the network, by these relays if need be; what is sent and received stays. */
  restart(relays: readonly Relay[]): void {
    this.#run(this.#restart(relays));
  }

  async #restart(relays: readonly Relay[]): Promise<void> {
    const configuration = configurationOf(relays);
    this.#up.connection.setConfiguration(configuration);
    this.#down.connection.setConfiguration(configuration);
    this.#events.send(await this.#up.restart(this.#attempt));
  }

  close(): void {
    this.#closed = true;
    this.#frozen.stop();
    this.#up.connection.close();
    this.#down.connection.close();
    this.#events.slots([]);
  }

  async #publish(tracks: Tracks): Promise<void> {
    await Promise.all(SOURCES.map((source) => this.#up.send(source, tracks[source])));
    this.#events.send(await this.#up.offer(this.#attempt));
  }

  async #published(sdp: string): Promise<void> {
    await this.#up.answered(sdp);
    await this.#candidates.up.described();
  }

  async #subscribe(offer: string): Promise<void> {
    const sdp = await this.#down.answer(offer);
    this.#events.send({ type: 'subscribed', attempt: this.#attempt, sdp });
    this.#assign();
    await this.#candidates.down.described();
    this.#tell();
  }

  #assign(): void {
    const { entries, at } = this.#named;
    this.#slots = assignSlots(this.#slots, entries, this.#down.tracks, at);
    this.#events.slots(this.#slots);
  }

  #watch(direction: Direction, connection: RTCPeerConnection): void {
    connection.addEventListener('icecandidate', ({ candidate }) => {
      // The empty candidate and null both end them; one is enough.
      if (candidate?.candidate === '') return;
      this.#events.send({
        type: 'candidate',
        attempt: this.#attempt,
        connection: direction,
        candidate: candidate && {
          candidate: candidate.candidate,
          sdpMid: candidate.sdpMid,
          sdpMLineIndex: candidate.sdpMLineIndex,
          usernameFragment: candidate.usernameFragment,
        },
      });
    });
    connection.addEventListener('connectionstatechange', () => {
      if (this.#closed) return;
      const { connectionState } = connection;
      const lost = connectionState === 'failed' || connectionState === 'disconnected';
      if (lost && this.#wasUp) this.#events.broken();
      else if (connectionState === 'failed') this.#events.failed(`${direction} connection failed`);
      this.#tell();
    });
  }

  #tell(): void {
    const both = [this.#up.connection, this.#down.connection];
    if (this.#closed || both.some(({ connectionState }) => connectionState !== 'connected')) return;
    this.#wasUp = true;
    this.#events.up();
  }

  /** A step of the negotiation that fails spoils this pair; after the close nothing matters any more. */
  #run(work: Promise<void>): void {
    work.catch((error: unknown) => {
      if (!this.#closed) this.#events.failed(String(error));
    });
  }
}
