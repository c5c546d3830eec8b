import type { Command, Reaction } from '../wire.gen.ts';
import type { Actions, AppState, ConnectionStatus, MediaState, PendingCommand } from './app.ts';
import { NO_CHAT } from './chat.ts';
import { ChatDesk } from './chat_desk.ts';
import { clockOffset } from './clock.ts';
import type { Connection } from './connection.ts';
import { Driver } from './driver.ts';
import { INITIAL_STATE } from './initial.ts';
import { Looking } from './looking.ts';
import { OwnDevices } from './own_devices.ts';
import type { Outcome, Ports } from './ports.ts';
import { MOST_SHOWN, SHOWN_FOR } from './reactions.ts';
import { NO_RECORDS } from './records.ts';
import { Sharing } from './sharing.ts';
import { StateHolder } from './store.ts';
import type { Notice, Refusal } from './wire.ts';

const SEAT_EXPIRED: Refusal = {
  code: 'SEAT_EXPIRED',
  message: 'Your place was not kept any longer. Please join again.',
};

/** More than this at once is no notice any more; the dashboard shows everybody. */
const NOTICES_KEPT = 50;

const sameMembers = (set: ReadonlySet<string>, list: readonly string[]): boolean =>
  set.size === list.length && list.every((each) => set.has(each));

function statusOf(before: ConnectionStatus, { lostAt, attempt, restarting }: Connection): ConnectionStatus {
  if (lostAt === null) return before.state === 'connected' ? before : { state: 'connected' };
  if (before.state === 'reconnecting' && before.attempt === attempt) return before;
  return { state: 'reconnecting', attempt, since: lostAt, restarting };
}

/** What somebody wrote outlives a reload; what they pressed does not: by then they may want something else. */
const isWords = ({ command }: PendingCommand): boolean =>
  command.type === 'say' || command.type === 'edit_line' || command.type === 'delete_line';

/** One page's way through a meeting: link, join page, meeting, and how it ends. Holds the state the screen shows. */
export class Session {
  readonly #ports: Ports;
  readonly #holder: StateHolder;
  readonly #driver: Driver;
  readonly #devices: OwnDevices;
  readonly #sharing: Sharing;
  readonly #looking: Looking;
  /** The camera was on when pictures were given up. */
  #cameraBefore = false;
  readonly #chat: ChatDesk;
  readonly actions: Actions;
  readonly getState: () => AppState;
  readonly subscribe: (listener: () => void) => () => void;
  /** Came straight back in after a reload. */
  #returning = false;
  #noticeId = 0;
  #reactionId = 0;

  constructor(ports: Ports) {
    const { memory, media } = ports;
    this.#ports = ports;
    this.#holder = new StateHolder({
      ...INITIAL_STATE,
      name: memory.name,
      theme: memory.theme,
      layout: memory.layout,
      dismissed: new Set(memory.dismissed),
      media: { ...INITIAL_STATE.media, chosen: memory.chosen, cleanSound: memory.cleanSound },
      chat: { ...NO_CHAT, read: memory.read, drafts: memory.drafts },
    });
    this.getState = this.#holder.getState;
    this.subscribe = this.#holder.subscribe;
    this.#driver = new Driver(ports, {
      changed: (now, before) => this.#changed(now, before),
      welcomed: (held, resumed) => this.#welcomed(held, resumed),
      media: (frame) => media.receive(frame),
      told: (notices) => this.#told(notices),
      reacted: (person, reaction) => this.#reacted(person, reaction),
      settled: ({ place }, refusal) => this.#setRefusal(place, refusal),
      ended: (reason) => this.#ended(reason),
    });
    this.#devices = new OwnDevices({
      media,
      get: () => this.getState().media,
      set: (change) => this.#setMedia(change),
      say: (command, place) => this.#command(command, place),
    });
    this.#sharing = new Sharing({
      media,
      get: () => this.getState().media,
      set: (change) => this.#setMedia(change),
      records: () => this.getState().records,
      say: (command, place) => this.#command(command, place),
    });
    this.#looking = new Looking({ clock: ports.clock, send: (frame) => this.#driver.send(frame) });
    this.#chat = new ChatDesk({
      http: ports.http,
      memory,
      get: this.getState,
      set: (chat) => this.#holder.set({ chat }),
      run: (work) => this.#run(work),
    });
    media.listen({
      changed: (change) => this.#setMedia(change),
      slots: (slots) => this.#setMedia({ slots }),
      connection: (connection) => this.#setMedia({ connection }),
      send: (frame) => this.#driver.send(frame),
      lost: (kind) => this.#run(this.#devices.lost(kind)),
      replaced: (now) => {
        const others = this.getState().media.replaced.filter(({ kind }) => kind !== now.kind);
        this.#setMedia({ replaced: [...others, now] });
      },
      screenEnded: () => this.#run(this.#sharing.stop()),
    });
    this.actions = this.#makeActions();
  }

  /** Look the link up; after a reload go straight back into the meeting. */
  async open(): Promise<void> {
    this.#holder.set({ screen: 'loading', linkError: null, joinError: null });
    const { http, memory } = this.#ports;
    const link = await http.link();
    if (!link.ok) {
      this.#refused(link.refusal);
      return;
    }
    this.#holder.set({ link: link.value });
    if (memory.inside && memory.seat !== null) this.#enter(memory.seat, true);
    else this.#holder.set({ screen: 'join' });
  }

  /** JN2: who is in the meeting stays when the link is revoked; the server knows whether they are. */
  #refused(linkError: Refusal): void {
    const { seat } = this.#ports.memory;
    this.#holder.set({ link: null, linkError });
    if (linkError.code === 'LINK_REVOKED' && seat !== null) this.#enter(seat, true);
    else this.#holder.set({ screen: 'link_error' });
  }

  /** The network came back, or it is another one. */
  readonly online = (): void => {
    this.#driver.hurry();
    this.#ports.media.network();
  };

  #makeActions(): Actions {
    const { http, media, memory } = this.#ports;
    return {
      join: (name, passcode) => this.#run(this.#join(name, passcode || null)),
      chat: this.#chat.actions,
      startPreview: () => {
        media.watchLevel(true);
        this.#run(this.#devices.preview());
      },
      setMicrophone: (on) => this.#run(this.#devices.set('microphone', on)),
      setCamera: (on) => this.#run(this.#devices.set('camera', on)),
      shareScreen: () => this.#run(this.#sharing.start()),
      stopSharing: () => this.#run(this.#sharing.stop()),
      dismissScreen: () => this.#setMedia({ screen: 'off' }),
      dismissReplaced: () => this.#setMedia({ replaced: [] }),
      chooseDevice: (kind, id) => {
        memory.setChosen(kind, id);
        this.#setMedia({ chosen: { ...this.getState().media.chosen, [kind]: id } });
        this.#run(media.choose(kind, id));
      },
      watchLevel: (on) => media.watchLevel(on),
      command: (command, place = 'meeting') => this.#command(command, place),
      react: (reaction) => {
        this.#driver.send({ type: 'react', reaction });
      },
      dismissRefusal: (place) => this.#setRefusal(place, null),
      dismissNotices: (ids) =>
        this.#holder.set({ notices: this.getState().notices.filter(({ id }) => !ids.includes(id)) }),
      dismissAnnouncement: (id) => {
        const dismissed = new Set([...this.getState().dismissed, id]);
        memory.setDismissed([...dismissed]);
        this.#holder.set({ dismissed });
      },
      saveReport: (format, place) => this.#tell(place, (seat) => http.saveReport(seat, format)),
      makeLinks: async (days, place) => {
        const made = await this.#ask(place, (seat) => http.makeLinks(seat, days));
        return made.ok ? made.value : null;
      },
      revokeLinks: (role, place) => this.#tell(place, (seat) => http.revokeLinks(seat, role)),
      eraseWords: (place) => this.#tell(place, (seat) => http.eraseWords(seat)),
      nameAgain: (place) => this.#tell(place, (seat) => http.seat(this.getState().name, seat, null)),
      leave: () => this.#leave(),
      retry: () => {
        if (this.getState().screen === 'link_error') this.#run(this.open());
        else this.#driver.hurry();
      },
      retryMedia: () => media.retry(),
      rejoin: () => this.#run(this.open()),
      resumeSound: () => media.resumeSound(),
      setTheme: (theme) => {
        memory.setTheme(theme);
        this.#holder.set({ theme });
      },
      setLayout: (layout) => {
        memory.setLayout(layout);
        this.#holder.set({ layout });
      },
      setSoundOnly: (on) => this.#run(this.#setSoundOnly(on)),
      setCleanSound: (on) => {
        memory.setCleanSound(on);
        this.#setMedia({ cleanSound: on });
        this.#run(media.cleanSound(on));
      },
      look: (room, pictures, whole) => this.#looking.look(room, pictures, whole),
    };
  }

  async #join(name: string, passcode: string | null): Promise<void> {
    const { http, memory } = this.#ports;
    this.#holder.set({ screen: 'connecting', joinError: null, name });
    const seat = await http.seat(name, memory.seat, passcode);
    if (!seat.ok) {
      this.#holder.set({ screen: 'join', joinError: seat.refusal });
      return;
    }
    memory.keepSeat(seat.value.seat, name);
    this.#enter(seat.value.seat, false);
  }

  #enter(seat: string, returning: boolean): void {
    this.#returning = returning;
    this.#holder.set({ screen: 'connecting', connection: { state: 'connected' } });
    this.#driver.start(seat, returning ? this.#ports.memory.unsent : []);
  }

  #welcomed(held: boolean, resumed: boolean): void {
    if (!resumed) this.#chat.putAway();
    if (this.getState().records.lobby) this.#wait();
    else this.#arrive(held);
  }

  /** JN3: in the lobby there is nothing to hear, to see or to send; the devices stay as they were chosen. */
  #wait(): void {
    const { media, memory } = this.#ports;
    if (this.getState().screen === 'waiting') return;
    memory.setInside(true);
    this.#devices.leave();
    media.watchLevel(false);
    media.stop(false);
    this.#holder.set({ screen: 'waiting' });
  }

  #arrive(held: boolean): void {
    const { media, memory } = this.#ports;
    media.welcomed(held);
    this.#looking.welcomed();
    const { records, screen } = this.getState();
    if ((screen !== 'connecting' && screen !== 'waiting') || !records.me) return;
    memory.setInside(true);
    this.#holder.set({ screen: 'meeting', name: memory.name || records.me.name });
    media.watchLevel(false);
    media.reportSpeaking(true);
    this.#run(this.#devices.enter(records.me, this.#returning));
  }

  #changed(now: Connection, before: Connection): void {
    const state = this.getState();
    this.#holder.set({
      records: now.records,
      speaking: sameMembers(state.speaking, now.speaking) ? state.speaking : new Set(now.speaking),
      qualities: now.qualities,
      connection: statusOf(state.connection, now),
      clockOffset: clockOffset(now.clock),
      ...(now.waiting === before.waiting ? {} : { pending: this.#driver.pending }),
    });
    if (now.waiting !== before.waiting) this.#ports.memory.setUnsent(this.#driver.pending.filter(isWords));
    this.#run(this.#sharing.follow(before.records));
    if (before.records !== now.records) this.#chat.follow(before.records);
    if (before.phase === 'live' && now.phase !== 'live') this.#ports.media.offline();
    const live = before.phase === 'live' && now.phase === 'live';
    if (live && state.screen === 'waiting' && now.records.me) this.#arrive(false);
    if (before.records.me && now.records.me && before.records.me !== now.records.me) {
      const pending = (kind: string) => this.#driver.pending.some(({ place }) => place === kind);
      this.#devices.follow(before.records.me, now.records.me, pending);
    }
  }

  #reacted(person: string, reaction: Reaction): void {
    const { clock } = this.#ports;
    this.#reactionId += 1;
    const shown = { id: this.#reactionId, person, reaction };
    this.#holder.set({ reactions: [...this.getState().reactions, shown].slice(-MOST_SHOWN) });
    clock.at(clock.now() + SHOWN_FOR, () => {
      this.#holder.set({ reactions: this.getState().reactions.filter(({ id }) => id !== shown.id) });
    });
  }

  #told(notices: readonly Notice[]): void {
    if (notices.some(({ kind }) => kind === 'words_erased')) this.#chat.putAway();
    const news = notices.filter((notice) => notice.kind !== 'words_erased' || notice.everything);
    const told = news.map((notice) => {
      this.#noticeId += 1;
      return { id: this.#noticeId, notice };
    });
    this.#holder.set({ notices: [...this.getState().notices, ...told].slice(-NOTICES_KEPT) });
  }

  #ended(reason: 'expired' | 'replaced' | 'removed' | 'left'): void {
    const { linkError, screen } = this.getState();
    const refused = reason === 'removed' && screen === 'waiting';
    const page = linkError ? 'link_error' : 'join';
    const { media, memory } = this.#ports;
    memory.setInside(false);
    memory.setUnsent([]);
    memory.setDrafts(NO_CHAT.drafts);
    if (reason === 'removed' || reason === 'expired') memory.forgetSeat();
    this.#devices.leave();
    this.#sharing.leave();
    this.#looking.stop();
    media.reportSpeaking(false);
    media.stop(reason !== 'expired');
    this.#holder.set({
      screen: refused ? 'refused' : reason === 'expired' ? page : reason,
      joinError: reason === 'expired' ? SEAT_EXPIRED : null,
      records: NO_RECORDS,
      speaking: new Set(),
      qualities: {},
      soundOnly: false,
      pending: [],
      refusals: new Map(),
      notices: [],
      reactions: [],
      chat: { ...NO_CHAT, read: memory.read },
      connection: { state: 'connected' },
    });
  }

  async #setSoundOnly(on: boolean): Promise<void> {
    this.#holder.set({ soundOnly: on });
    this.#looking.soundOnly(on);
    const { camera } = this.getState().media.wants;
    if (on) this.#cameraBefore = camera;
    if (on ? camera : this.#cameraBefore) await this.#devices.set('camera', !on);
  }

  #leave(): void {
    this.#run(this.#command({ type: 'leave' }, 'leave').then(() => undefined));
    this.#driver.stop();
    this.#ended('left');
  }

  /** Ask something of the server besides the socket, with the own seat; a refusal stands at `place`. */
  async #ask<T>(place: string, ask: (seat: string) => Promise<Outcome<T>>): Promise<Outcome<T>> {
    const { seat } = this.#ports.memory;
    this.#setRefusal(place, null);
    const outcome = seat === null ? { ok: false as const, refusal: SEAT_EXPIRED } : await ask(seat);
    if (!outcome.ok) this.#setRefusal(place, outcome.refusal);
    return outcome;
  }

  async #tell(place: string, ask: (seat: string) => Promise<Outcome<unknown>>): Promise<Refusal | null> {
    const outcome = await this.#ask(place, ask);
    return outcome.ok ? null : outcome.refusal;
  }

  async #command(command: Command, place: string): Promise<Refusal | null> {
    this.#setRefusal(place, null);
    const refusal = await this.#driver.command(command, place);
    if (refusal && this.getState().screen === 'meeting') this.#setRefusal(place, refusal);
    return refusal;
  }

  #setRefusal(place: string, refusal: Refusal | null): void {
    const before = this.getState().refusals;
    if (!refusal && !before.has(place)) return;
    const refusals = new Map(before);
    if (refusal) refusals.set(place, refusal);
    else refusals.delete(place);
    this.#holder.set({ refusals });
  }

  #setMedia(change: Partial<MediaState>): void {
    const { media } = this.getState();
    const keys = Object.keys(change) as (keyof MediaState)[];
    if (keys.some((key) => !Object.is(media[key], change[key]))) {
      this.#holder.set({ media: { ...media, ...change } });
    }
  }

  /** Nothing awaits an action, so a bug inside one is reported here. */
  #run(work: Promise<void>): void {
    work.catch((error: unknown) => this.#ports.fault(String(error)));
  }
}
