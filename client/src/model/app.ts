import type { Command, Reaction } from '../wire.gen.ts';
import type { ChatActions, ChatState } from './chat.ts';
import type { Documents } from './documents.ts';
import type { Files } from './files.ts';
import type { LinkRole, Links } from './links.ts';
import type { Picture } from './looking.ts';
import type { Level } from './quality.ts';
import type { ShownReaction } from './reactions.ts';
import type { Records } from './records.ts';
import type { Notice, Refusal, Role, Source } from './wire.ts';

/**
 * The whole page, as the screen sees it: one immutable state, one list of actions.
 * The user interface renders AppState through the selectors and calls Actions; it knows no protocol.
 */

export type Screen =
  | 'loading'
  | 'link_error'
  | 'join'
  | 'connecting'
  | 'waiting'
  | 'meeting'
  | 'replaced'
  | 'removed'
  | 'refused'
  | 'left';

export type Theme = 'dark' | 'light';

export interface LinkInfo {
  readonly meeting: string;
  readonly title: string;
  readonly role: Role;
  /** JN3: newcomers are asked for one. */
  readonly passcode: boolean;
}

/** `since` is local time (Date.now) at which the connection was lost; `restarting`: the server said that it restarts. */
export type ConnectionStatus =
  | { readonly state: 'connected' }
  | {
      readonly state: 'reconnecting';
      readonly attempt: number;
      readonly since: number;
      readonly restarting: boolean;
    };

export type DeviceKind = 'microphone' | 'camera' | 'speaker';

export interface Device {
  readonly kind: DeviceKind;
  readonly id: string;
  readonly label: string;
}

/**
 * `off`: not asked for; `starting`: the browser is asking; `ok`: running; `refused`: the person or the browser
 * said no; `missing`: there is none; `busy`: another program holds it or it failed to start; `insecure`: this
 * page was not opened over HTTPS or on localhost, so the browser gives no devices at all.
 */
export type DeviceStatus = 'off' | 'starting' | 'ok' | 'refused' | 'missing' | 'busy' | 'insecure';

/**
 * RM1, the own screen. `asking`: the browser asks which; `on`: captured and shown to the room; `ended`: no longer
 * shown, by somebody else's doing; `refused` by the system, `failed` to start, `unsupported` by this browser.
 */
export type ScreenStatus = 'off' | 'asking' | 'on' | 'ended' | 'refused' | 'failed' | 'unsupported';

/** `content`: what is presented, large, and people beside it; without a presentation the same as `grid`. */
export type Layout = 'content' | 'grid' | 'speaker';

declare const handle: unique symbol;
/** A MediaStream or MediaStreamTrack; only adapters look inside. */
export interface MediaHandle {
  readonly [handle]: true;
}

/** One place of the incoming connection and whom it carries now; `switchedAt` is performance.now() of that change. */
export interface RemoteSlot {
  readonly mid: string;
  readonly person: string;
  readonly source: Source;
  readonly switchedAt: number;
  readonly track: MediaHandle;
}

/** A device that is used now in the place of another one; `back`: it is the chosen one, which is here again. */
export interface Replaced {
  readonly kind: DeviceKind;
  /** Empty: the system's own. */
  readonly label: string;
  readonly back: boolean;
}

/** `none`: not started; `failed`: given up after several tries, `retryMedia` starts anew. */
export type MediaConnection = 'none' | 'connecting' | 'up' | 'failed';

export interface MediaState {
  readonly devices: readonly Device[];
  /** null: the system's default. */
  readonly chosen: Readonly<Record<DeviceKind, string | null>>;
  readonly microphone: DeviceStatus;
  readonly camera: DeviceStatus;
  readonly screen: ScreenStatus;
  /** What the person asked for, on the join page and in the meeting; the status above says what became of it. */
  readonly wants: { readonly microphone: boolean; readonly camera: boolean };
  /** The own camera picture while there is one; show it with `store.attach.preview`. */
  readonly preview: MediaHandle | null;
  /** Own microphone, 0 to 1 in tenths; moves only on the join page and while device settings are open. */
  readonly level: number;
  readonly slots: readonly RemoteSlot[];
  readonly connection: MediaConnection;
  /** Devices that went away while they ran, or came back, at most one of a kind; until the person has read it. */
  readonly replaced: readonly Replaced[];
  /** How well the own connections work: 4 well, 1 hardly at all. */
  readonly quality: Level;
  /** Whether noise and echo are taken out of the own sound. */
  readonly cleanSound: boolean;
  /** The browser refuses to play sound before a click; show a button that calls `resumeSound`. */
  readonly soundBlocked: boolean;
}

export interface PendingCommand {
  readonly id: string;
  readonly command: Command;
  readonly place: string;
}

/** Something told once; it stays until it is dismissed. */
export interface NoticeEntry {
  readonly id: number;
  readonly notice: Notice;
}

export interface AppState {
  readonly screen: Screen;
  readonly link: LinkInfo | null;
  /** Why there is no meeting here: LINK_INVALID, LINK_EXPIRED, LINK_REVOKED, or UNREACHABLE (then `retry` helps). */
  readonly linkError: Refusal | null;
  /** The name last used here, or empty. */
  readonly name: string;
  /** Why joining failed, to be shown on the join page. */
  readonly joinError: Refusal | null;
  readonly connection: ConnectionStatus;
  /** Server time minus local time (Date.now), milliseconds. */
  readonly clockOffset: number;
  readonly records: Records;
  readonly speaking: ReadonlySet<string>;
  /** People of my room whose connection does not work well, and how well it does (3 to 1). */
  readonly qualities: Readonly<Record<string, number>>;
  /** Low bandwidth: no pictures, neither received nor sent. */
  readonly soundOnly: boolean;
  readonly media: MediaState;
  readonly pending: readonly PendingCommand[];
  /** The last refusal by the place that sent the command; cleared by the next command from there. */
  readonly refusals: ReadonlyMap<string, Refusal>;
  /** Oldest first. */
  readonly notices: readonly NoticeEntry[];
  readonly chat: ChatState;
  /** BC1: announcements dismissed in this tab, also before a reload. */
  readonly dismissed: ReadonlySet<string>;
  /** What people in the room show for a moment, the oldest first. */
  readonly reactions: readonly ShownReaction[];
  readonly theme: Theme;
  readonly layout: Layout;
}

/** A table for spreadsheets, or everything for programs. */
export type ReportFormat = 'csv' | 'json';

export interface Actions {
  readonly chat: ChatActions;
  /** Take a seat and enter; failures come back as `joinError` on the join page. */
  join(name: string, passcode?: string): void;
  /** Ask for the devices that are wanted and show preview and level; joining works without it. */
  startPreview(): void;
  /** On the join page a wish; in the meeting also said to the others. Starts the device if needed. */
  setMicrophone(on: boolean): void;
  setCamera(on: boolean): void;
  /** Show a screen, window or tab to the room one is in. Must be called from a click. */
  shareScreen(): void;
  stopSharing(): void;
  /** The person has read what became of their screen. */
  dismissScreen(): void;
  /** The person has read that another device is used. */
  dismissReplaced(): void;
  chooseDevice(kind: DeviceKind, id: string | null): void;
  /** Let `media.level` move (device settings are open), or stop it. The join page does so by itself. */
  watchLevel(on: boolean): void;
  /** Send a command; resolves with the refusal or null once the server has answered, also after an outage. */
  command(command: Command, place?: string): Promise<Refusal | null>;
  /** Show a reaction to the room for a moment; the server leaves out what is too much. */
  react(reaction: Reaction): void;
  dismissRefusal(place: string): void;
  dismissNotices(ids: readonly number[]): void;
  dismissAnnouncement(id: string): void;
  /** CF2: have the browser save what happened; resolves with the refusal, which also stands at `place`. */
  saveReport(format: ReportFormat, place: string): Promise<Refusal | null>;
  /** JN1: more links to this meeting, good for so many days; null: refused, as it then stands at `place`. */
  makeLinks(days: number | null, place: string): Promise<Links | null>;
  /** JN1: let the links of one role, or all, that were made so far open nothing. */
  revokeLinks(role: LinkRole | null, place: string): Promise<Refusal | null>;
  /** RT3: erase what everybody said, wrote, drew and is called. */
  eraseWords(place: string): Promise<Refusal | null>;
  /** After the names were erased: be called again what one has called oneself. */
  nameAgain(place: string): Promise<Refusal | null>;
  /** Leave for good: the seat is given up. */
  leave(): void;
  /** Try again what failed: the link, the connection (without waiting). */
  retry(): void;
  retryMedia(): void;
  /** From `left`, `replaced` or `removed` back to the join page. */
  rejoin(): void;
  /** Must be called from a click. */
  resumeSound(): void;
  setTheme(theme: Theme): void;
  setLayout(layout: Layout): void;
  setSoundOnly(on: boolean): void;
  setCleanSound(on: boolean): void;
  /** Which pictures are on the screen; to be said whenever that changes. */
  look(room: string, pictures: readonly Picture[], whole: boolean): void;
}

/** What a video or audio element looks like from here. */
export interface MediaElement {
  srcObject: unknown;
}

export type Detach = () => void;

/**
 * Connects elements with what they play; each returns how to undo it, which fits a React ref callback:
 * `ref={(el) => (el ? store.attach.video(el, slot) : undefined)}`.
 */
export interface Attach {
  /** Own camera, muted. */
  preview(element: MediaElement, stream: MediaHandle): Detach;
  audio(element: MediaElement, slot: RemoteSlot): Detach;
  /**
   * Keeps the element invisible, and `data-fresh="false"`, until it shows a frame that arrived after the slot
   * was given to this person. Attach again when the slot object changes.
   */
  video(element: MediaElement, slot: RemoteSlot): Detach;
}

export interface AppStore {
  getState(): AppState;
  /** Returns how to unsubscribe; fits useSyncExternalStore. */
  subscribe(listener: () => void): () => void;
  readonly actions: Actions;
  readonly attach: Attach;
  /** Boards and notes. */
  readonly documents: Documents;
  readonly files: Files;
}
