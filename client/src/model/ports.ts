import type { DownFrame, LineRecord, UpFrame } from '../wire.gen.ts';
import type {
  DeviceKind,
  Layout,
  LinkInfo,
  MediaConnection,
  MediaState,
  PendingCommand,
  Replaced,
  ReportFormat,
  ScreenStatus,
  Theme,
} from './app.ts';
import type { MediaFrame } from './connection.ts';
import type { LinkRole, Links } from './links.ts';
import type { Refusal } from './wire.ts';

/** What the session needs from the browser; adapters implement it. */

export interface Clock {
  /** Date.now(). */
  now(): number;
  random(): number;
  uuid(): string;
  /** Call once at local time `at`, or soon if that is past; returns how to cancel. */
  at(at: number, call: () => void): () => void;
}

export interface SocketEvents {
  opened(): void;
  received(frame: DownFrame): void;
  /** Not called after `close()`. */
  closed(code: number): void;
}

export interface Socket {
  send(frame: UpFrame): void;
  close(): void;
}

export type Dial = (events: SocketEvents) => Socket;

export type Outcome<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly refusal: Refusal };

export interface Http {
  /** A network failure or a broken server is the refusal UNREACHABLE. */
  link(): Promise<Outcome<LinkInfo>>;
  seat(
    name: string,
    seat: string | null,
    passcode: string | null,
  ): Promise<Outcome<{ readonly seat: string; readonly person: string }>>;
  /** RM2: a page of a conversation: the lines before a number, or the last ones. */
  chat(seat: string, conversation: string, before: number | null): Promise<Outcome<ChatPage>>;
  /** Let the browser save the report of the meeting (CF2), for the moderator whose seat this is. */
  saveReport(seat: string, format: ReportFormat): Promise<Outcome<null>>;
  /** JN1: more links, good for so many days or as long as the server lets them be. */
  makeLinks(seat: string, days: number | null): Promise<Outcome<Links>>;
  /** JN1: let links made so far open nothing, of one role or of both. */
  revokeLinks(seat: string, role: LinkRole | null): Promise<Outcome<null>>;
  /** RT3: erase what everybody said, wrote, drew and is called; for the host. */
  eraseWords(seat: string): Promise<Outcome<null>>;
}

export interface ChatPage {
  readonly lines: readonly LineRecord[];
  readonly more: boolean;
}

/** What this browser remembers of this link. */
export interface Memory {
  /** The seat token outlives the tab; `inside` does not, and makes a reload go straight back in. */
  readonly seat: string | null;
  readonly name: string;
  readonly inside: boolean;
  /** Announcements dismissed in this tab. */
  readonly dismissed: readonly string[];
  readonly theme: Theme;
  readonly layout: Layout;
  readonly cleanSound: boolean;
  readonly chosen: Readonly<Record<DeviceKind, string | null>>;
  /** The last line read of each conversation. */
  readonly read: ReadonlyMap<string, number>;
  /** What was typed in this tab and not sent, by conversation. */
  readonly drafts: ReadonlyMap<string, string>;
  /** What was said in this tab and has had no answer yet. */
  readonly unsent: readonly PendingCommand[];
  setRead(read: ReadonlyMap<string, number>): void;
  setDrafts(drafts: ReadonlyMap<string, string>): void;
  setUnsent(unsent: readonly PendingCommand[]): void;
  keepSeat(seat: string, name: string): void;
  forgetSeat(): void;
  setInside(inside: boolean): void;
  setDismissed(announcements: readonly string[]): void;
  setTheme(theme: Theme): void;
  setLayout(layout: Layout): void;
  setCleanSound(on: boolean): void;
  setChosen(kind: DeviceKind, id: string | null): void;
}

export interface MediaEvents {
  changed(change: Partial<Omit<MediaState, 'wants' | 'connection' | 'slots'>>): void;
  slots(slots: MediaState['slots']): void;
  connection(connection: MediaConnection): void;
  send(frame: UpFrame): void;
  /** A running device went away and could not be replaced. */
  lost(kind: 'microphone' | 'camera'): void;
  replaced(replaced: Replaced): void;
  /** The screen that was captured is not any more, and not by us. */
  screenEnded(): void;
}

/** What came of asking for a screen; `sound` if what it plays comes with it. */
export type ScreenOpened = { readonly sound: boolean } | Exclude<ScreenStatus, 'asking' | 'on' | 'ended'>;

export interface Media {
  listen(events: MediaEvents): void;
  /** Open the devices that are wanted and not open; resolves with what is running. Asks both in one question. */
  open(wanted: Wanted): Promise<Wanted>;
  /** Mute, or unmute an open microphone. */
  enableMicrophone(on: boolean): void;
  closeCamera(): void;
  /** Ask for a screen, window or tab, and send it. Must be called from a click. */
  openScreen(): Promise<ScreenOpened>;
  closeScreen(): void;
  choose(kind: DeviceKind, id: string | null): Promise<void>;
  /** Take noise and echo out of the microphone's sound, or send it as it is. */
  cleanSound(on: boolean): Promise<void>;
  watchLevel(on: boolean): void;
  /** In the meeting, speaking is told to the server. */
  reportSpeaking(on: boolean): void;
  welcomed(held: boolean): void;
  offline(): void;
  /** This machine is in another network, or in one again. */
  network(): void;
  receive(frame: MediaFrame): void;
  retry(): void;
  resumeSound(): void;
  /** Close connections; devices too if asked. */
  stop(devices: boolean): void;
}

export interface Wanted {
  readonly microphone: boolean;
  readonly camera: boolean;
}

export interface Ports {
  readonly clock: Clock;
  readonly dial: Dial;
  readonly http: Http;
  readonly memory: Memory;
  readonly media: Media;
  /** Report a fault of our own; shown to nobody. */
  fault(message: string): void;
}
