import type { Command, DownFrame, MeRecord, UpFrame } from '../wire.gen.ts';
import type { LinkInfo, PendingCommand } from './app.ts';
import type { Links } from './links.ts';
import type {
  ChatPage,
  Media,
  MediaEvents,
  Memory,
  Outcome,
  Ports,
  ScreenOpened,
  SocketEvents,
  Wanted,
} from './ports.ts';
import { Session } from './session.ts';

/** A browser in memory: ports whose other side a test holds in its hands. Only tests use it. */

interface Timer {
  readonly at: number;
  readonly call: () => void;
}

export class TestSocket {
  readonly sent: UpFrame[] = [];
  closed = false;

  constructor(readonly events: SocketEvents) {}

  send(frame: UpFrame): void {
    this.sent.push(frame);
  }

  close(): void {
    this.closed = true;
  }

  commands(): readonly Command[] {
    return this.sent.flatMap((frame) => (frame.type === 'command' ? [frame.command] : []));
  }
}

export class TestMedia implements Media {
  readonly calls: string[] = [];
  /** Which devices there are. */
  has: Wanted = { microphone: true, camera: true };
  running: Wanted = { microphone: false, camera: false };
  events: MediaEvents | null = null;

  listen(events: MediaEvents): void {
    this.events = events;
  }

  async open(wanted: Wanted): Promise<Wanted> {
    this.running = {
      microphone: this.running.microphone || (wanted.microphone && this.has.microphone),
      camera: this.running.camera || (wanted.camera && this.has.camera),
    };
    return this.running;
  }

  enableMicrophone(on: boolean): void {
    this.calls.push(`microphone ${on ? 'on' : 'off'}`);
  }

  closeCamera(): void {
    this.running = { ...this.running, camera: false };
    this.calls.push('camera off');
  }

  /** What the person picks when asked for a screen. */
  screen: ScreenOpened = { sound: false };
  sharing = false;

  async openScreen(): Promise<ScreenOpened> {
    this.sharing = typeof this.screen !== 'string';
    return this.screen;
  }

  closeScreen(): void {
    this.sharing = false;
  }

  async choose(): Promise<void> {
    this.calls.push('choose');
  }

  async cleanSound(): Promise<void> {
    this.calls.push('clean sound');
  }

  watchLevel(): void {
    this.calls.push('watch');
  }

  reportSpeaking(): void {
    this.calls.push('report');
  }

  welcomed(held: boolean): void {
    this.calls.push(`welcomed ${held}`);
  }

  offline(): void {
    this.calls.push('offline');
  }

  network(): void {
    this.calls.push('network');
  }

  receive(): void {
    this.calls.push('receive');
  }

  retry(): void {
    this.calls.push('retry');
  }

  resumeSound(): void {
    this.calls.push('resume');
  }

  stop(): void {
    this.calls.push('stop');
  }
}

export interface Remembered {
  seat: string | null;
  inside: boolean;
  dismissed?: readonly string[];
  read?: ReadonlyMap<string, number>;
  drafts?: ReadonlyMap<string, string>;
  unsent?: readonly PendingCommand[];
}

function memoryWith(remembered: Remembered): Memory {
  return {
    get seat() {
      return remembered.seat;
    },
    get inside() {
      return remembered.inside;
    },
    get dismissed() {
      return remembered.dismissed ?? [];
    },
    get read() {
      return remembered.read ?? new Map();
    },
    get drafts() {
      return remembered.drafts ?? new Map();
    },
    get unsent() {
      return remembered.unsent ?? [];
    },
    setRead: (read) => {
      remembered.read = read;
    },
    setDrafts: (drafts) => {
      if (drafts.size > 0 || remembered.drafts) remembered.drafts = drafts;
    },
    setUnsent: (unsent) => {
      if (unsent.length > 0 || remembered.unsent) remembered.unsent = unsent;
    },
    name: '',
    theme: 'dark',
    layout: 'content',
    cleanSound: true,
    chosen: { microphone: null, camera: null, speaker: null },
    keepSeat: (seat) => {
      remembered.seat = seat;
    },
    forgetSeat: () => {
      remembered.seat = null;
    },
    setInside: (inside) => {
      remembered.inside = inside;
    },
    setDismissed: (announcements) => {
      remembered.dismissed = announcements;
    },
    setTheme: () => undefined,
    setLayout: () => undefined,
    setCleanSound: () => undefined,
    setChosen: () => undefined,
  };
}

export const ME: MeRecord = {
  id: 'p_1',
  name: 'Ann',
  role: 'participant',
  room: 'main',
  room_name: 'Main room',
  assignment: null,
  assignment_name: null,
  move: null,
  call: null,
  microphone: false,
  camera: false,
  hand: false,
};

export class TestPage {
  readonly sockets: TestSocket[] = [];
  readonly media = new TestMedia();
  readonly faults: string[] = [];
  readonly session: Session;
  /** What the server says about the link; null: it cannot be reached. */
  linkWorks = true;
  now = 1_000;
  #timers: Timer[] = [];
  #ids = 0;
  /** The link was revoked since it was opened. */
  linkRevoked = false;
  links: Outcome<Links> = {
    ok: true,
    value: { participant: '/join/new', moderator: '/join/run', expires: 0 },
  };
  /** What the server answers to whoever revokes or erases. */
  told: Outcome<null> = { ok: true, value: null };

  /** What the server answers to whoever reads a page of the chat. */
  history: (conversation: string, before: number | null) => Outcome<ChatPage> = () => ({
    ok: true,
    value: { lines: [], more: false },
  });

  constructor(readonly remembered: Remembered = { seat: null, inside: false }) {
    this.session = new Session(this.#ports());
  }

  get socket(): TestSocket {
    const last = this.sockets.at(-1);
    if (!last) throw new Error('nothing was dialled');
    return last;
  }

  receive(frame: DownFrame): void {
    this.socket.events.received(frame);
  }

  /** The server takes the page in; `me` null: it resumes. */
  welcome(me: MeRecord | null, seq = 0): void {
    this.socket.events.opened();
    const view = me && { me, [`mate/${me.id}`]: { ...me, away: false, joined: 1, hand_at: null } };
    this.receive({ type: 'welcome', epoch: 'e', person: 'p_1', now: this.now, media: false, view, seq });
  }

  /** The server accepts every command sent so far. */
  acceptAll(): void {
    for (const frame of this.socket.sent) {
      if (frame.type === 'command') this.receive({ type: 'answer', id: frame.id, refusal: null });
    }
  }

  /** Let time pass until the next timer, and let it fire. */
  wait(): void {
    const [next] = [...this.#timers].sort((a, b) => a.at - b.at);
    if (!next) return;
    this.#timers = this.#timers.filter((timer) => timer !== next);
    this.now = Math.max(this.now, next.at);
    next.call();
  }

  #link(): Outcome<LinkInfo> {
    if (!this.linkWorks) return { ok: false, refusal: { code: 'UNREACHABLE', message: '' } };
    if (this.linkRevoked) return { ok: false, refusal: { code: 'LINK_REVOKED', message: '' } };
    return { ok: true, value: { meeting: 'm_1', title: 'Physics', role: 'participant', passcode: false } };
  }

  #ports(): Ports {
    const { media } = this;
    return {
      media,
      memory: memoryWith(this.remembered),
      fault: (message) => this.faults.push(message),
      dial: (events) => {
        const socket = new TestSocket(events);
        this.sockets.push(socket);
        return socket;
      },
      http: {
        link: async () => this.#link(),
        seat: async (_, seat) => ({ ok: true, value: { seat: seat ?? 'new seat', person: 'p_1' } }),
        saveReport: async () => ({ ok: true, value: null }),
        makeLinks: async () => this.links,
        revokeLinks: async () => this.told,
        eraseWords: async () => this.told,
        chat: async (_, conversation, before) => this.history(conversation, before),
      },
      clock: {
        now: () => this.now,
        random: () => 0,
        uuid: () => {
          this.#ids += 1;
          return `id${this.#ids}`;
        },
        at: (at, call) => {
          const timer = { at, call };
          this.#timers.push(timer);
          return () => {
            this.#timers = this.#timers.filter((each) => each !== timer);
          };
        },
      },
    };
  }
}
