import type { Command } from '../wire.gen.ts';
import type { Actions, AppState, AppStore } from './app.ts';
import type { Files, Upload } from './files.ts';
import { INITIAL_STATE } from './initial.ts';
import type { Links } from './links.ts';
import { StateHolder } from './store.ts';
import type { Refusal } from './wire.ts';

const NO_UPLOADS: readonly Upload[] = [];

export interface FakeCall {
  readonly action: keyof Actions;
  readonly args: readonly unknown[];
}

export interface FakeStore extends AppStore {
  /** What the user interface asked for, in order. */
  readonly calls: readonly FakeCall[];
  set(change: Partial<AppState>): void;
  /** How the next commands are answered; null accepts. */
  refuseWith(refusal: Refusal | null): void;
}

/** No uploads, and files that cannot be read. */
export const NO_FILES: Files = {
  getUploads: () => NO_UPLOADS,
  subscribe: () => () => undefined,
  add: () => undefined,
  cancel: () => undefined,
  clear: () => undefined,
  retry: () => undefined,
  address: () => new Promise(() => undefined),
  download: async () => null,
};

const FAKE_LINKS: Links = {
  participant: 'https://meet.example.org/join/WyJtXzEiLCJwYXJ0aWNpcGFudCJd.Zk3h0aLq9',
  moderator: 'https://meet.example.org/join/WyJtXzEiLCJtb2RlcmF0b3IiXQ.b81mXk2Tz',
  expires: Date.now() + 90 * 24 * 60 * 60 * 1000,
};

/** A store with a given state whose actions are only written down: for tests and previews of the user interface. */
export function createFakeStore(state: Partial<AppState> = {}): FakeStore {
  const holder = new StateHolder({ ...INITIAL_STATE, ...state });
  const calls: FakeCall[] = [];
  let refusal: Refusal | null = null;
  const note =
    <K extends Exclude<keyof Actions, 'chat'>>(action: K) =>
    (...args: Parameters<Actions[K]>): void => {
      calls.push({ action, args });
    };
  const nothing = () => () => undefined;
  return {
    getState: holder.getState,
    subscribe: holder.subscribe,
    set: holder.set,
    calls,
    refuseWith: (next) => {
      refusal = next;
    },
    files: NO_FILES,
    documents: {
      open: () => new Promise(() => undefined),
      harvest: () => new Promise(() => undefined),
      fileAddress: () => new Promise(() => undefined),
    },
    attach: { preview: nothing, audio: nothing, video: nothing },
    actions: {
      chat: {
        older: () => undefined,
        refresh: () => undefined,
        read: () => undefined,
        draft: (conversation, text) => {
          const { chat } = holder.getState();
          holder.set({ chat: { ...chat, drafts: new Map(chat.drafts).set(conversation, text) } });
        },
      },
      join: note('join'),
      startPreview: note('startPreview'),
      setMicrophone: note('setMicrophone'),
      setCamera: note('setCamera'),
      shareScreen: note('shareScreen'),
      stopSharing: note('stopSharing'),
      dismissScreen: note('dismissScreen'),
      dismissReplaced: note('dismissReplaced'),
      chooseDevice: note('chooseDevice'),
      watchLevel: note('watchLevel'),
      command: async (command: Command, place?: string) => {
        calls.push({ action: 'command', args: place === undefined ? [command] : [command, place] });
        return refusal;
      },
      react: note('react'),
      dismissRefusal: note('dismissRefusal'),
      dismissNotices: note('dismissNotices'),
      dismissAnnouncement: (id) => {
        calls.push({ action: 'dismissAnnouncement', args: [id] });
        holder.set({ dismissed: new Set([...holder.getState().dismissed, id]) });
      },
      saveReport: async (format, place) => {
        calls.push({ action: 'saveReport', args: [format, place] });
        return refusal;
      },
      makeLinks: async (days, place) => {
        calls.push({ action: 'makeLinks', args: [days, place] });
        return refusal === null ? FAKE_LINKS : null;
      },
      revokeLinks: async (role, place) => {
        calls.push({ action: 'revokeLinks', args: [role, place] });
        return refusal;
      },
      eraseWords: async (place) => {
        calls.push({ action: 'eraseWords', args: [place] });
        return refusal;
      },
      nameAgain: async (place) => {
        calls.push({ action: 'nameAgain', args: [place] });
        return refusal;
      },
      leave: note('leave'),
      retry: note('retry'),
      retryMedia: note('retryMedia'),
      rejoin: note('rejoin'),
      resumeSound: note('resumeSound'),
      setTheme: note('setTheme'),
      setLayout: note('setLayout'),
      setSoundOnly: note('setSoundOnly'),
      setCleanSound: note('setCleanSound'),
      look: note('look'),
    },
  };
}
