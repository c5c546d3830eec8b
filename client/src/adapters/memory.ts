import type { DeviceKind, PendingCommand } from '../model/app.ts';
import type { Memory } from '../model/ports.ts';

const NAME = 'reconvene.name';
const THEME = 'reconvene.theme';
const LAYOUT = 'reconvene.layout';
const RAW_SOUND = 'reconvene.raw_sound';
const device = (kind: DeviceKind): string => `reconvene.device.${kind}`;

/**
 * Private windows and strict settings may refuse storage altogether; then nothing is remembered beyond this page,
 * and everything else works.
 */
class Shelf {
  readonly #storage: Storage | null;
  readonly #values = new Map<string, string>();

  constructor(open: () => Storage) {
    let storage: Storage | null = null;
    try {
      storage = open();
      storage.setItem('reconvene.probe', '');
      storage.removeItem('reconvene.probe');
    } catch (error) {
      if (!(error instanceof DOMException)) throw error;
      storage = null;
    }
    this.#storage = storage;
  }

  get(key: string): string | null {
    return this.#storage ? this.#storage.getItem(key) : (this.#values.get(key) ?? null);
  }

  set(key: string, value: string | null): void {
    if (value === null) {
      this.#storage?.removeItem(key);
      this.#values.delete(key);
    } else if (this.#storage) this.#storage.setItem(key, value);
    else this.#values.set(key, value);
  }
}

/** What another version of this page has written may be of another form: then nothing counts as read. */
function readMarks(kept: string | null): ReadonlyMap<string, number> {
  const marks: unknown = JSON.parse(kept ?? '[]');
  if (!Array.isArray(marks)) return new Map();
  return new Map(
    marks.filter(
      (mark): mark is [string, number] =>
        Array.isArray(mark) && typeof mark[0] === 'string' && typeof mark[1] === 'number',
    ),
  );
}

const isText = (kept: unknown): kept is [string, string] =>
  Array.isArray(kept) && typeof kept[0] === 'string' && typeof kept[1] === 'string';

/** Drafts as another version of this page may have written them. */
function draftsOf(kept: string | null): ReadonlyMap<string, string> {
  const drafts: unknown = JSON.parse(kept ?? '[]');
  return new Map(Array.isArray(drafts) ? drafts.filter(isText) : []);
}

/** What is kept per link, so that two meetings in one browser do not mix. */
export function memoryOf(token: string): Memory {
  const lasting = new Shelf(() => localStorage);
  const tab = new Shelf(() => sessionStorage);
  const seatKey = `reconvene.seat.${token}`;
  const insideKey = `reconvene.inside.${token}`;
  const dismissedKey = `reconvene.dismissed.${token}`;
  const readKey = `reconvene.read.${token}`;
  const draftsKey = `reconvene.drafts.${token}`;
  const unsentKey = `reconvene.unsent.${token}`;
  return {
    get read() {
      return readMarks(lasting.get(readKey));
    },
    get drafts() {
      return draftsOf(tab.get(draftsKey));
    },
    get unsent() {
      return JSON.parse(tab.get(unsentKey) ?? '[]') as readonly PendingCommand[];
    },
    setDrafts: (drafts) => tab.set(draftsKey, drafts.size > 0 ? JSON.stringify([...drafts]) : null),
    setUnsent: (unsent) => tab.set(unsentKey, unsent.length > 0 ? JSON.stringify(unsent) : null),
    setRead: (read) => lasting.set(readKey, JSON.stringify([...read])),
    get seat() {
      return lasting.get(seatKey);
    },
    get name() {
      return lasting.get(NAME) ?? '';
    },
    get inside() {
      return tab.get(insideKey) !== null;
    },
    get dismissed() {
      return tab.get(dismissedKey)?.split(' ') ?? [];
    },
    get theme() {
      return lasting.get(THEME) === 'light' ? 'light' : 'dark';
    },
    get layout() {
      const kept = lasting.get(LAYOUT);
      return kept === 'grid' || kept === 'speaker' ? kept : 'content';
    },
    get cleanSound() {
      return lasting.get(RAW_SOUND) === null;
    },
    get chosen() {
      return {
        microphone: lasting.get(device('microphone')),
        camera: lasting.get(device('camera')),
        speaker: lasting.get(device('speaker')),
      };
    },
    keepSeat: (seat, name) => {
      lasting.set(seatKey, seat);
      lasting.set(NAME, name);
    },
    forgetSeat: () => lasting.set(seatKey, null),
    setInside: (inside) => tab.set(insideKey, inside ? '1' : null),
    setDismissed: (announcements) => tab.set(dismissedKey, announcements.join(' ')),
    setTheme: (theme) => lasting.set(THEME, theme),
    setLayout: (layout) => lasting.set(LAYOUT, layout),
    setCleanSound: (on) => lasting.set(RAW_SOUND, on ? null : '1'),
    setChosen: (kind, id) => lasting.set(device(kind), id),
  };
}
