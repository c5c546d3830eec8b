import { expect, test } from 'vitest';
import type { AnnouncementRecord, LineRecord } from '../wire.gen.ts';
import { conversationOf, entriesOf, NO_PAGE, selectConversations, selectUnread } from './chat.ts';
import { ME, TestPage } from './in_memory.ts';

const line = (number: number, change: Partial<LineRecord> = {}): LineRecord => ({
  id: `t_${change.conversation ?? ''}${number}`,
  conversation: 'room:main',
  number,
  by: 'p_2',
  name: 'Ben',
  at: number * 1_000,
  text: `Line ${number}`,
  edited: null,
  deleted: false,
  announcement: false,
  ...change,
});

const MAIN = { id: 'main', name: 'Main room', kind: 'main' } as const;
const ROOM_1 = { id: 'r1', name: 'Room 1', kind: 'breakout' } as const;

/** A page in the main room, in which these lines are known. */
async function inside(lines: readonly LineRecord[], remembered = {}) {
  const browser = new TestPage({ seat: 'a seat', inside: true, ...remembered });
  await browser.session.open();
  browser.welcome(ME);
  let seq = 0;
  const put = (...changes: readonly (readonly [string, unknown])[]) => {
    seq += 1;
    const all = changes.map(([key, record]) => (record === null ? ['del', key] : ['put', key, record]));
    browser.receive({ type: 'changes', seq, changes: all, notices: [] } as never);
  };
  put(['room', MAIN], ...lines.map((each) => [`line/${each.id}`, each] as const));
  const state = () => browser.session.getState();
  const shown = (conversation = 'room:main') =>
    entriesOf(state().records, state().chat.pages.get(conversation) ?? NO_PAGE, conversation);
  return { browser, put, state, shown, chat: browser.session.actions.chat };
}

test('RM2: what was said before one came is no news; what others say from then on is', async () => {
  const { put, state, chat } = await inside([line(1), line(2)]);
  expect(selectUnread(state())).toBe(0);
  put(['line/t_3', line(3, { id: 't_3' })], ['line/t_4', line(4, { id: 't_4', by: ME.id })]);
  expect(selectUnread(state())).toBe(1);
  chat.read('room:main');
  expect(selectUnread(state())).toBe(0);
});

test('RM2: unread marks outlive a reload, for each conversation by itself', async () => {
  const first = await inside([line(1)]);
  first.put(
    ['talk/p_2', { person: 'p_2', name: 'Ben', writable: true }],
    ['line/p', line(1, { id: 'p', conversation: 'person:p_2' })],
  );
  first.chat.read('room:main');
  const again = await inside([line(1), line(2)], { read: first.browser.remembered.read });
  again.put(
    ['talk/p_2', { person: 'p_2', name: 'Ben', writable: true }],
    ['line/p', line(1, { id: 'p', conversation: 'person:p_2' })],
  );
  expect(selectConversations(again.state()).map(({ id, unread }) => [id, unread])).toEqual([
    ['room:main', 1],
    ['person:p_2', 1],
  ]);
});

test('RM2: earlier lines are read in pages and joined without doubling', async () => {
  const { browser, shown, chat, state } = await inside([line(3), line(4)]);
  const asked: (number | null)[] = [];
  browser.history = (_, before) => {
    asked.push(before);
    return { ok: true, value: { lines: [line(1), line(2), line(3)], more: false } };
  };
  chat.older('room:main');
  chat.older('room:main');
  await Promise.resolve();
  await Promise.resolve();
  expect(shown().map(({ number }) => number)).toEqual([1, 2, 3, 4]);
  chat.older('room:main');
  expect(asked).toEqual([3]);
  expect(state().chat.pages.get('room:main')?.loading).toBe(false);
});

test('RM2: a page that cannot be read says why, and can be asked for again', async () => {
  const { browser, chat, state } = await inside([line(3)]);
  browser.history = () => ({ ok: false, refusal: { code: 'UNREACHABLE', message: 'No network.' } });
  chat.older('room:main');
  await Promise.resolve();
  await Promise.resolve();
  expect(state().chat.pages.get('room:main')?.failed?.message).toBe('No network.');
});

test('RM2: lines that the server sends no more stay; those of a room one has left go', async () => {
  const { put, shown } = await inside([line(1), line(2)]);
  put(['line/t_1', null], ['line/t_3', line(3, { id: 't_3' })]);
  expect(shown().map(({ number }) => number)).toEqual([1, 2, 3]);
  put(['room', ROOM_1], ['line/t_2', null], ['line/t_3', null]);
  expect(shown()).toEqual([]);
});

test('RM2: an older line that is changed is changed where it was read, and stays so', async () => {
  const { browser, put, shown, chat } = await inside([line(3)]);
  put(['revised/t_room:main0', line(0, { text: 'Not read' })]);
  expect(shown().map(({ number }) => number)).toEqual([3]);
  browser.history = () => ({ ok: true, value: { lines: [line(1), line(2)], more: false } });
  chat.older('room:main');
  await Promise.resolve();
  await Promise.resolve();
  put([`revised/${line(1).id}`, line(1, { id: line(1).id, text: 'Mended', edited: 9 })]);
  put([`revised/${line(2).id}`, line(2, { id: line(2).id, text: '', deleted: true })]);
  put([`revised/${line(1).id}`, null]);
  expect(shown().map(({ text, edited, deleted }) => [text, edited, deleted])).toEqual([
    ['Mended', true, false],
    ['', false, true],
    ['Line 3', false, false],
  ]);
});

test('RM2: a page that was read before a change arrived shows the change', async () => {
  const { browser, put, shown, chat } = await inside([line(3)]);
  browser.history = () => ({ ok: true, value: { lines: [line(1), line(2)], more: false } });
  chat.older('room:main');
  put([`revised/${line(1).id}`, line(1, { id: line(1).id, text: 'Mended' })]);
  await Promise.resolve();
  await Promise.resolve();
  expect(shown()[0]?.text).toBe('Mended');
});

test('RT2: a page that arrives after one was moved is put away', async () => {
  const { browser, put, chat, state } = await inside([line(3)]);
  browser.history = () => ({ ok: true, value: { lines: [line(1), line(2)], more: false } });
  chat.older('room:main');
  put(['room', ROOM_1]);
  await Promise.resolve();
  await Promise.resolve();
  expect(state().chat.pages.get('room:main')).toBeUndefined();
});

test('BC1: announcements stand among the lines, each once', async () => {
  const { put, shown, browser, chat } = await inside([line(2, { at: 3_000 })]);
  const announcement: AnnouncementRecord = { id: 'b', by: 'Ola', at: 2_000, text: 'Five minutes' };
  put(['announcement/b', announcement]);
  browser.history = () => ({
    ok: true,
    value: {
      lines: [line(1, { id: 'b', at: 2_000, text: 'Five minutes', announcement: true, name: 'Ola' })],
      more: false,
    },
  });
  chat.older('room:main');
  await Promise.resolve();
  await Promise.resolve();
  expect(shown().map(({ text }) => text)).toEqual(['Five minutes', 'Line 2']);
});

test('RM2: what was typed is kept for each conversation', async () => {
  const { chat, put, state } = await inside([]);
  chat.draft('room:main', 'Half a thought');
  put(['room', ROOM_1]);
  chat.draft('room:r1', 'Another');
  put(['room', MAIN]);
  expect(state().chat.drafts.get('room:main')).toBe('Half a thought');
  chat.draft('room:main', '');
  expect(state().chat.drafts.has('room:main')).toBe(false);
});

test('RM2: one can write to somebody here before anything was said, but not to oneself', async () => {
  const { state, put } = await inside([]);
  put(['mate/p_2', { ...ME, id: 'p_2', name: 'Ben', away: false, joined: 2 }]);
  expect(conversationOf(state(), 'person:p_2')).toMatchObject({
    kind: 'person',
    name: 'Ben',
    writable: true,
  });
  expect(conversationOf(state(), `person:${ME.id}`)).toBeNull();
  expect(conversationOf(state(), 'person:p_9')).toBeNull();
});

test('RM2: what is typed during an outage is sent once, when the connection is back', async () => {
  const { browser } = await inside([]);
  browser.socket.events.closed(1006);
  const said = { type: 'say', conversation: 'room:main', text: 'Still here' } as const;
  void browser.session.actions.command(said, 'chat/room:main');
  expect(browser.session.getState().pending).toHaveLength(1);
  browser.wait();
  browser.welcome(null);
  expect(browser.socket.commands().filter(({ type }) => type === 'say')).toEqual([said]);
  browser.acceptAll();
  expect(browser.session.getState().pending).toHaveLength(0);
});

const elsewhere = (number: number, change: Partial<LineRecord> = {}) =>
  line(number, { conversation: 'room:r1', ...change });

/** A page that has read the last lines of a room it is not in. */
async function readingElsewhere() {
  const reader = await inside([]);
  const asked: (number | null)[] = [];
  const answer = (...lines: readonly LineRecord[]) => {
    reader.browser.history = (_, before) => {
      asked.push(before);
      return { ok: true, value: { lines, more: false } };
    };
  };
  const settled = async () => {
    for (let turn = 0; turn < 5; turn += 1) await Promise.resolve();
  };
  reader.put(['talked/r1', { room: 'r1', count: 2, changes: 3, changed: [1, 1, 2] }]);
  answer(elsewhere(1), elsewhere(2));
  reader.chat.refresh('room:r1');
  await settled();
  return { ...reader, asked, answer, settled, texts: () => reader.shown('room:r1').map(({ text }) => text) };
}

test('RM2: in a room one is not in, a line that was changed is read anew at once', async () => {
  const { put, asked, answer, settled, texts } = await readingElsewhere();
  expect(texts()).toEqual(['Line 1', 'Line 2']);
  answer(elsewhere(1, { text: 'Mended' }));
  put(['talked/r1', { room: 'r1', count: 2, changes: 4, changed: [1, 1, 2, 1] }]);
  await settled();
  expect(texts()).toEqual(['Mended', 'Line 2']);
  expect(asked).toEqual([null, 2]);
});

test('RM2: lines that were not read are not asked for when they change, nor those of the own room', async () => {
  const { put, asked, settled } = await readingElsewhere();
  put(['talked/r1', { room: 'r1', count: 9, changes: 4, changed: [1, 1, 2, 9] }]);
  put(['talked/main', { room: 'main', count: 9, changes: 4, changed: [1] }]);
  await settled();
  expect(asked).toEqual([null]);
});

test('RM2: after more changes than were told, all is read anew', async () => {
  const { put, state, settled } = await readingElsewhere();
  put(['talked/r1', { room: 'r1', count: 2, changes: 30, changed: [1, 2] }]);
  await settled();
  expect(state().chat.pages.has('room:r1')).toBe(false);
});

test('RT3: what was read in pages goes with what is erased, and with a whole view', async () => {
  const first = await readingElsewhere();
  const notices = [{ kind: 'words_erased', everything: false }] as const;
  first.browser.receive({ type: 'changes', seq: 3, changes: [], notices });
  expect(first.texts()).toEqual([]);
  const second = await readingElsewhere();
  second.browser.socket.events.closed(1006);
  second.browser.wait();
  second.browser.welcome(null);
  expect(second.texts()).toEqual(['Line 1', 'Line 2']);
  second.browser.socket.events.closed(1006);
  second.browser.wait();
  second.browser.welcome(ME, 9);
  expect(second.texts()).toEqual([]);
});
