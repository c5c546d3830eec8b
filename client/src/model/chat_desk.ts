import type { LineRecord } from '../wire.gen.ts';
import type { AppState } from './app.ts';
import {
  type ChatActions,
  type ChatState,
  firstNumber,
  lastNumber,
  NO_CHAT,
  NO_PAGE,
  type Page,
  roomTalk,
} from './chat.ts';
import type { Http, Memory } from './ports.ts';
import type { Records } from './records.ts';

/** Lines that are kept of a conversation besides those the server sends by itself. */
const KEPT = 1_000;

interface Surroundings {
  readonly http: Pick<Http, 'chat'>;
  readonly memory: Pick<Memory, 'seat' | 'read' | 'setRead' | 'setDrafts'>;
  get(): AppState;
  set(chat: ChatState): void;
  run(work: Promise<void>): void;
}

/** Lines that were read in pages, as they are by now. */
const upToDate = (lines: readonly LineRecord[], { revised }: Records): readonly LineRecord[] =>
  lines.map((line) => revised.get(line.id) ?? line);

const joined = (lines: readonly LineRecord[]): readonly LineRecord[] =>
  [...new Map(lines.map((line) => [line.number, line])).values()]
    .sort((a, b) => a.number - b.number)
    .slice(-KEPT);

/** RM2: what this page keeps of the chat: pages that were read, how far one has read, what was typed. */
export class ChatDesk {
  readonly #around: Surroundings;
  readonly actions: ChatActions;

  constructor(around: Surroundings) {
    this.#around = around;
    this.actions = {
      older: (conversation) => around.run(this.#older(conversation)),
      refresh: (conversation) => around.run(this.#load(conversation, null)),
      read: (conversation) => this.#read(conversation, lastNumber(around.get().records, conversation)),
      draft: (conversation, text) => {
        const drafts = new Map(this.#chat.drafts);
        if (text === '') drafts.delete(conversation);
        else drafts.set(conversation, text);
        around.memory.setDrafts(drafts);
        this.#set({ drafts });
      },
    };
  }

  get #chat(): ChatState {
    return this.#around.get().chat;
  }

  #set(change: Partial<ChatState>): void {
    this.#around.set({ ...this.#chat, ...change });
  }

  /** After every change of the records: keep what the server sends no more, forget what one may not see. */
  follow(before: Records): void {
    const { records } = this.#around.get();
    if (before.room?.id !== records.room?.id) this.#moved(before, records);
    if (before.lines !== records.lines) this.#keepTrimmed(before, records);
    if (before.revised !== records.revised) this.#revise(before, records);
    if (before.talked !== records.talked) this.#readChanged(before, records);
  }

  /** What was read in pages may be out of date, and is not to be shown any more. */
  putAway(): void {
    if (this.#chat.pages.size > 0) this.#set({ pages: NO_CHAT.pages });
  }

  /** Of rooms one is not in one learns only which lines were changed: those that are held are read anew. */
  #readChanged(before: Records, records: Records): void {
    for (const [room, { changes, changed }] of records.talked) {
      const conversation = roomTalk(room);
      const page = this.#chat.pages.get(conversation);
      const news = changes - (before.talked.get(room)?.changes ?? 0);
      if (!page || news <= 0 || room === records.room?.id) continue;
      if (news > changed.length) {
        this.#drop(conversation);
        continue;
      }
      const held = new Set(page.lines.map(({ number }) => number));
      const stale = new Set(changed.slice(-news).filter((number) => held.has(number)));
      for (const number of stale) this.#around.run(this.#load(conversation, number + 1));
    }
  }

  #drop(conversation: string): void {
    const pages = new Map(this.#chat.pages);
    pages.delete(conversation);
    this.#set({ pages });
  }

  /** RT2: pages of the room one has left are put away. What was said before one came for the first time is no news. */
  #moved(before: Records, records: Records): void {
    const left = before.room && roomTalk(before.room.id);
    if (left !== null && this.#chat.pages.has(left)) this.#drop(left);
    const here = records.room && roomTalk(records.room.id);
    if (here !== null && !this.#chat.read.has(here)) this.#read(here, lastNumber(records, here));
  }

  #keepTrimmed(before: Records, records: Records): void {
    const room = roomTalk(records.room?.id ?? '');
    const gone = [...before.lines.values()].filter(
      ({ id, conversation }) =>
        !records.lines.has(id) && (!conversation.startsWith('room:') || conversation === room),
    );
    for (const conversation of new Set(gone.map((line) => line.conversation))) {
      if (conversation === 'moderators' && records.me?.role === 'participant') continue;
      const page = this.#chat.pages.get(conversation) ?? NO_PAGE;
      const lines = joined([...page.lines, ...gone.filter((line) => line.conversation === conversation)]);
      this.#put(conversation, { ...page, lines });
    }
  }

  /** An older line was changed: pages that hold it hold the change, also once the server tells of it no more. */
  #revise(before: Records, records: Records): void {
    const news = [...records.revised.values()].filter((line) => before.revised.get(line.id) !== line);
    for (const conversation of new Set(news.map((line) => line.conversation))) {
      const page = this.#chat.pages.get(conversation);
      if (page) this.#put(conversation, { ...page, lines: upToDate(page.lines, records) });
    }
  }

  #put(conversation: string, page: Page): void {
    this.#set({ pages: new Map(this.#chat.pages).set(conversation, page) });
  }

  async #older(conversation: string): Promise<void> {
    const page = this.#chat.pages.get(conversation) ?? NO_PAGE;
    const first = firstNumber(this.#around.get().records, page, conversation);
    if (page.loading || first === 1) return;
    await this.#load(conversation, first);
  }

  async #load(conversation: string, before: number | null): Promise<void> {
    const { http, memory } = this.#around;
    if (memory.seat === null) return;
    const page = this.#chat.pages.get(conversation) ?? NO_PAGE;
    this.#put(conversation, { ...page, loading: true, failed: null });
    const room = this.#around.get().records.room?.id;
    const read = await http.chat(memory.seat, conversation, before);
    const now = this.#chat.pages.get(conversation);
    if (!now || this.#around.get().records.room?.id !== room) return;
    if (read.ok) {
      const lines = joined([...now.lines, ...read.value.lines]);
      this.#put(conversation, {
        lines: upToDate(lines, this.#around.get().records),
        loading: false,
        failed: null,
      });
    } else this.#put(conversation, { ...now, loading: false, failed: read.refusal });
  }

  #read(conversation: string, number: number): void {
    const { read } = this.#chat;
    if (read.has(conversation) && (read.get(conversation) ?? 0) >= number) return;
    const all = new Map(read).set(conversation, number);
    this.#around.memory.setRead(all);
    this.#set({ read: all });
  }
}
