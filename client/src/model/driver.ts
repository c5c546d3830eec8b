import type { Command, Reaction, UpFrame } from '../wire.gen.ts';
import type { PendingCommand } from './app.ts';
import {
  type Connection,
  deadline,
  type Effect,
  IDLE,
  type Input,
  type MediaFrame,
  step,
} from './connection.ts';
import type { Ports, Socket } from './ports.ts';
import type { Notice, Refusal } from './wire.ts';

export interface DriverEvents {
  /** After every input; `before` is the state until then. */
  changed(now: Connection, before: Connection): void;
  /** The server has taken us in (again); `changed` has been called. */
  welcomed(media: boolean, resumed: boolean): void;
  media(frame: MediaFrame): void;
  told(notices: readonly Notice[]): void;
  reacted(person: string, reaction: Reaction): void;
  /** What became of a command from before a reload. */
  settled(pending: PendingCommand, refusal: Refusal | null): void;
  ended(reason: 'expired' | 'replaced' | 'removed'): void;
}

export const NOT_IN_MEETING: Refusal = {
  code: 'NOT_IN_MEETING',
  message: 'You are no longer in this meeting.',
};

interface Asked {
  readonly pending: PendingCommand;
  readonly resolve: (refusal: Refusal | null) => void;
}

/** Runs the connection machine: one socket, one timer, the promises of commands. */
export class Driver {
  #state: Connection = IDLE;
  #socket: Socket | null = null;
  #cancelTimer: (() => void) | null = null;
  readonly #asked = new Map<string, Asked>();
  readonly #ports: Pick<Ports, 'clock' | 'dial' | 'fault'>;
  readonly #events: DriverEvents;

  constructor(ports: Pick<Ports, 'clock' | 'dial' | 'fault'>, events: DriverEvents) {
    this.#ports = ports;
    this.#events = events;
  }

  get state(): Connection {
    return this.#state;
  }

  get pending(): readonly PendingCommand[] {
    return [...this.#asked.values()].map(({ pending }) => pending);
  }

  /** `unsent` had no answer before a reload: it is sent again under the same ids, so that it acts once. */
  start(seat: string, unsent: readonly PendingCommand[]): void {
    for (const pending of unsent) {
      this.#asked.set(pending.id, {
        pending,
        resolve: (refusal) => this.#events.settled(pending, refusal),
      });
    }
    const waiting = unsent.map(({ id, command }) => ({ id, command }));
    this.#feed({ type: 'start', seat, page: this.#ports.clock.uuid(), waiting });
  }

  hurry(): void {
    this.#feed({ type: 'hurry' });
  }

  /** Leave the socket; what was already sent still arrives. */
  stop(): void {
    this.#feed({ type: 'stop' });
    this.#giveUp();
  }

  /** Resolves once the server has answered, however often the connection is lost before. */
  command(command: Command, place: string): Promise<Refusal | null> {
    if (this.#state.phase === 'idle' || this.#state.phase === 'ended') return Promise.resolve(NOT_IN_MEETING);
    const id = this.#ports.clock.uuid();
    return new Promise((resolve) => {
      this.#asked.set(id, { pending: { id, command, place }, resolve });
      this.#feed({ type: 'command', id, command });
    });
  }

  /** For what is only worth saying now; false: there is no connection, nothing was sent. */
  send(frame: UpFrame): boolean {
    if (this.#state.phase !== 'live') return false;
    this.#socket?.send(frame);
    return true;
  }

  #feed(input: Input): void {
    const { clock } = this.#ports;
    const before = this.#state;
    const { state, effects } = step(before, input, clock.now(), clock.random());
    this.#state = state;
    for (const effect of effects) if (effect.type === 'answered') this.#answer(effect.id, effect.refusal);
    this.#events.changed(state, before);
    for (const effect of effects) this.#carry(effect);
    this.#setTimer();
  }

  #carry(effect: Effect): void {
    switch (effect.type) {
      case 'dial':
        this.#dial();
        return;
      case 'hang_up':
        this.#socket?.close();
        this.#socket = null;
        return;
      case 'send':
        this.#socket?.send(effect.frame);
        return;
      case 'welcomed':
        this.#events.welcomed(effect.media, effect.resumed);
        return;
      case 'media':
        this.#events.media(effect.frame);
        return;
      case 'notices':
        this.#events.told(effect.notices);
        return;
      case 'reaction':
        this.#events.reacted(effect.person, effect.reaction);
        return;
      case 'fault':
        this.#ports.fault(`${effect.code}: ${effect.message}`);
        return;
      case 'ended':
        this.#giveUp();
        this.#events.ended(effect.reason);
        return;
      case 'answered':
        return;
    }
  }

  #dial(): void {
    this.#socket?.close();
    this.#socket = this.#ports.dial({
      opened: () => this.#feed({ type: 'opened' }),
      received: (frame) => this.#feed({ type: 'frame', frame }),
      closed: (code) => this.#feed({ type: 'closed', code }),
    });
  }

  #answer(id: string, refusal: Refusal | null): void {
    this.#asked.get(id)?.resolve(refusal);
    this.#asked.delete(id);
  }

  #giveUp(): void {
    for (const id of [...this.#asked.keys()]) this.#answer(id, NOT_IN_MEETING);
  }

  #setTimer(): void {
    this.#cancelTimer?.();
    const at = deadline(this.#state);
    this.#cancelTimer = at === null ? null : this.#ports.clock.at(at, () => this.#feed({ type: 'time' }));
  }
}
