import { expect, test } from 'vitest';
import { ME, TestPage } from './in_memory.ts';
import type { Refusal } from './wire.ts';

/** Lets every promise that can settle do so. */
const settled = async (): Promise<void> => {
  for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
};

async function inMeeting(me = ME): Promise<TestPage> {
  const page = new TestPage();
  await page.session.open();
  page.session.actions.join('Ann');
  await settled();
  page.welcome(me);
  await settled();
  return page;
}

const screen = (page: TestPage): string => page.session.getState().screen;

test('JN1: a link leads to the join page, a name into the meeting', async () => {
  const page = new TestPage();
  await page.session.open();
  expect(screen(page)).toBe('join');
  page.session.actions.join('Ann');
  await settled();
  expect(screen(page)).toBe('connecting');
  page.welcome(ME);
  expect(screen(page)).toBe('meeting');
  expect(page.remembered).toEqual({ seat: 'new seat', inside: true });
});

test('a server that cannot be reached can be tried again', async () => {
  const page = new TestPage();
  page.linkWorks = false;
  await page.session.open();
  expect(page.session.getState().linkError?.code).toBe('UNREACHABLE');
  page.linkWorks = true;
  page.session.actions.retry();
  await settled();
  expect(screen(page)).toBe('join');
});

test('JN1: on joining, the others are told what runs', async () => {
  const page = await inMeeting();
  expect(page.socket.commands()).toEqual([
    { type: 'set_microphone', on: true },
    { type: 'set_camera', on: true },
  ]);
});

test('JN1: joining works without devices', async () => {
  const page = new TestPage();
  page.media.has = { microphone: false, camera: false };
  await page.session.open();
  page.session.actions.startPreview();
  await settled();
  expect(page.session.getState().media.wants).toEqual({ microphone: false, camera: false });
  page.session.actions.join('Ann');
  await settled();
  page.welcome(ME);
  await settled();
  expect(screen(page)).toBe('meeting');
  expect(page.socket.commands()).toEqual([]);
  expect(page.faults).toEqual([]);
});

test('JN2: a reload goes straight back in, with microphone and camera as they were', async () => {
  const page = new TestPage({ seat: 'old seat', inside: true });
  await page.session.open();
  expect(page.socket.sent).toEqual([]);
  page.welcome({ ...ME, microphone: false, camera: true });
  await settled();
  expect(page.socket.sent[0]).toMatchObject({ type: 'hello', seat: 'old seat' });
  expect(screen(page)).toBe('meeting');
  expect(page.session.getState().media.wants).toEqual({ microphone: false, camera: true });
  expect(page.socket.commands()).toEqual([]);
});

test('JN2: a second tab shows the join page and joins with the same seat', async () => {
  const page = new TestPage({ seat: 'old seat', inside: false });
  await page.session.open();
  expect(screen(page)).toBe('join');
  page.session.actions.join('Ann');
  await settled();
  page.welcome(ME);
  expect(page.socket.sent[0]).toMatchObject({ seat: 'old seat' });
});

test('JN2: a replaced tab says so, does not retry, and keeps the seat for a return', async () => {
  const page = await inMeeting();
  page.socket.events.closed(4002);
  expect(screen(page)).toBe('replaced');
  expect(page.sockets).toHaveLength(1);
  page.wait();
  expect(page.sockets).toHaveLength(1);
  expect(page.remembered).toEqual({ seat: 'new seat', inside: false });
  page.session.actions.rejoin();
  await settled();
  expect(screen(page)).toBe('join');
});

test('RT3: who was removed is shown so, and their seat is forgotten', async () => {
  const page = await inMeeting();
  page.socket.events.closed(4003);
  expect(screen(page)).toBe('removed');
  expect(page.remembered).toEqual({ seat: null, inside: false });
  expect(page.media.calls).toContain('stop');
});

test('a seat that was not kept leads back to the join page', async () => {
  const page = new TestPage({ seat: 'old seat', inside: true });
  await page.session.open();
  page.socket.events.opened();
  page.socket.events.closed(4001);
  expect(screen(page)).toBe('join');
  expect(page.session.getState().joinError?.code).toBe('SEAT_EXPIRED');
  expect(page.remembered.seat).toBeNull();
});

test('leaving says so to the server and ends everything here', async () => {
  const page = await inMeeting();
  page.session.actions.leave();
  await settled();
  expect(page.socket.commands()).toContainEqual({ type: 'leave' });
  expect(page.socket.closed).toBe(true);
  expect(screen(page)).toBe('left');
  expect(page.session.getState().records.me).toBeNull();
});

test('RM1: who leaves keeps the seat token, and so comes back as who they were', async () => {
  const page = await inMeeting();
  page.session.actions.leave();
  await settled();
  expect(page.remembered).toMatchObject({ seat: 'new seat', inside: false });
});

test('BC1: an announcement stays dismissed in this tab, also after a reload', async () => {
  const page = await inMeeting();
  page.session.actions.dismissAnnouncement('t_1');
  page.session.actions.dismissAnnouncement('t_2');
  const reloaded = new TestPage(page.remembered);
  expect(reloaded.session.getState().dismissed).toEqual(new Set(['t_1', 't_2']));
});

test('JN2: an outage is shown, commands given meanwhile act after it, once', async () => {
  const page = await inMeeting();
  page.acceptAll();
  page.socket.events.closed(1006);
  expect(page.session.getState().connection).toMatchObject({ state: 'reconnecting', attempt: 1 });
  let answer: Refusal | null | undefined;
  const done = page.session.actions.command({ type: 'raise_hand', raised: true }, 'hand').then((refusal) => {
    answer = refusal;
  });
  expect(page.session.getState().pending).toMatchObject([{ place: 'hand' }]);
  page.wait();
  page.welcome(null);
  await settled();
  expect(page.session.getState().connection).toEqual({ state: 'connected' });
  expect(page.socket.commands()).toEqual([{ type: 'raise_hand', raised: true }]);
  expect(answer).toBeUndefined();
  page.acceptAll();
  await done;
  expect(answer).toBeNull();
  expect(page.session.getState().pending).toEqual([]);
});

test('a refusal is kept by the place that asked, until it asks again', async () => {
  const page = await inMeeting();
  const ask = (): void => void page.session.actions.command({ type: 'shuffle', memory: false }, 'dashboard');
  ask();
  const frame = page.socket.sent.at(-1);
  if (frame?.type !== 'command') throw new Error('no command was sent');
  page.receive({ type: 'answer', id: frame.id, refusal: { code: 'NOT_MODERATOR', message: 'No.' } });
  await settled();
  expect(page.session.getState().refusals.get('dashboard')?.code).toBe('NOT_MODERATOR');
  ask();
  expect(page.session.getState().refusals.has('dashboard')).toBe(false);
});

test('a microphone turned off by someone else is off here too', async () => {
  const page = await inMeeting();
  page.acceptAll();
  await settled();
  page.receive({
    type: 'changes',
    seq: 1,
    notices: [],
    changes: [['put', 'me', { ...ME, microphone: true, camera: true }]],
  });
  page.receive({ type: 'changes', seq: 2, notices: [], changes: [['put', 'me', { ...ME, camera: true }]] });
  expect(page.media.calls.at(-1)).toBe('microphone off');
  expect(page.session.getState().media.wants).toEqual({ microphone: false, camera: true });
});

test('MV1: a move touches neither devices nor media', async () => {
  const page = await inMeeting();
  page.acceptAll();
  await settled();
  const before = [...page.media.calls];
  const moved = { ...ME, room: 'r1', room_name: 'Room 1' };
  page.receive({
    type: 'changes',
    seq: 1,
    notices: [],
    changes: [
      ['put', 'me', moved],
      ['del', 'mate/p_2'],
    ],
  });
  expect(page.session.getState().records.me?.room).toBe('r1');
  expect(page.media.calls).toEqual(before);
  expect(page.sockets).toHaveLength(1);
});

test('a device that goes away is told to the others', async () => {
  const page = await inMeeting();
  page.acceptAll();
  await settled();
  page.media.events?.lost('camera');
  expect(page.socket.commands().at(-1)).toEqual({ type: 'set_camera', on: false });
  expect(page.session.getState().media.wants.camera).toBe(false);
});

test('who leaves while the browser still asks for devices is not drawn back by the answer', async () => {
  const page = new TestPage();
  await page.session.open();
  page.session.actions.join('Ann');
  await settled();
  page.welcome(ME);
  page.session.actions.leave();
  await settled();
  expect(page.session.getState().media.wants).toEqual({ microphone: true, camera: true });
  expect(page.socket.commands()).toEqual([{ type: 'leave' }]);
  page.session.actions.rejoin();
  await settled();
  page.session.actions.setMicrophone(false);
  await settled();
  expect(page.session.getState().media.wants.microphone).toBe(false);
});

test('CA1, JN4: what is told once stays until it is dismissed', async () => {
  const page = await inMeeting();
  page.receive({ type: 'changes', seq: 1, changes: [], notices: [{ kind: 'call_dismissed' }] });
  page.receive({ type: 'changes', seq: 1, changes: [], notices: [{ kind: 'call_dismissed' }] });
  const [told, ...more] = page.session.getState().notices;
  expect(told?.notice).toEqual({ kind: 'call_dismissed' });
  expect(more).toEqual([]);
  page.session.actions.dismissNotices([told?.id ?? 0]);
  expect(page.session.getState().notices).toEqual([]);
});

const LOBBY = { id: 'p_1', title: 'Physics', name: 'Ann', since: 1 };

async function inLobby(): Promise<TestPage> {
  const page = new TestPage();
  await page.session.open();
  page.session.actions.join('Ann', 'sesame');
  await settled();
  page.socket.events.opened();
  const view = { lobby: LOBBY };
  page.receive({ type: 'welcome', epoch: 'e', person: 'p_1', now: page.now, media: false, view, seq: 0 });
  await settled();
  return page;
}

test('JN3: who waits has a page of their own, no media, and enters the meeting once admitted', async () => {
  const page = await inLobby();
  expect(screen(page)).toBe('waiting');
  expect(page.media.calls).not.toContain('welcomed false');
  expect(page.socket.commands()).toEqual([]);
  page.receive({
    type: 'changes',
    seq: 1,
    changes: [
      ['del', 'lobby'],
      ['put', 'me', ME],
    ],
    notices: [],
  });
  await settled();
  expect(screen(page)).toBe('meeting');
  expect(page.media.calls.filter((call) => call === 'welcomed false')).toHaveLength(1);
  expect(page.socket.commands()).toEqual([
    { type: 'set_microphone', on: true },
    { type: 'set_camera', on: true },
  ]);
});

test('JN3: who is not let in is told so, and who was admitted during an outage is in', async () => {
  const refused = await inLobby();
  refused.socket.events.closed(4003);
  expect(screen(refused)).toBe('refused');
  const page = await inLobby();
  page.socket.events.closed(1006);
  page.wait();
  page.welcome(ME, 3);
  await settled();
  expect(screen(page)).toBe('meeting');
  expect(page.media.calls.filter((call) => call === 'welcomed false')).toHaveLength(1);
});

test('JN2, JN3: who comes back too late may have to wait', async () => {
  const page = await inMeeting();
  page.socket.events.closed(1006);
  page.wait();
  page.socket.events.opened();
  const view = { lobby: LOBBY };
  page.receive({ type: 'welcome', epoch: 'f', person: 'p_1', now: page.now, media: false, view, seq: 0 });
  expect(screen(page)).toBe('waiting');
  expect(page.media.calls.at(-1)).toBe('stop');
});

test('RM1: a reaction is shown for a moment', async () => {
  const page = await inMeeting();
  page.session.actions.react('clap');
  expect(page.socket.sent.at(-1)).toEqual({ type: 'react', reaction: 'clap' });
  page.receive({ type: 'reaction', person: 'p_2', reaction: 'clap' });
  expect(page.session.getState().reactions).toMatchObject([{ person: 'p_2', reaction: 'clap' }]);
  for (let turn = 0; turn < 30 && page.session.getState().reactions.length > 0; turn += 1) page.wait();
  expect(page.session.getState().reactions).toEqual([]);
});

const said = (text: string) => ({ type: 'say', conversation: 'room:main', text }) as const;

test('what was written during an outage outlives a reload and is sent once, under the same id', async () => {
  const page = await inMeeting();
  page.acceptAll();
  page.socket.events.closed(1006);
  void page.session.actions.command(said('Hello'), 'chat');
  void page.session.actions.command({ type: 'raise_hand', raised: true });
  expect(page.remembered.unsent).toMatchObject([{ command: said('Hello'), place: 'chat' }]);
  const [kept] = page.remembered.unsent ?? [];
  const reloaded = new TestPage(page.remembered);
  await reloaded.session.open();
  reloaded.welcome(ME);
  const frames = reloaded.socket.sent.filter((frame) => frame.type === 'command');
  expect(frames.filter(({ command }) => command.type === 'say').map(({ id }) => id)).toEqual([kept?.id]);
  expect(reloaded.socket.commands()).not.toContainEqual({ type: 'raise_hand', raised: true });
  reloaded.acceptAll();
  expect([reloaded.remembered.unsent, reloaded.session.getState().pending]).toEqual([[], []]);
});

test('a draft outlives a reload, and is forgotten when one leaves', async () => {
  const page = await inMeeting();
  page.session.actions.chat.draft('room:main', 'Half a sen');
  const reloaded = new TestPage(page.remembered);
  expect(reloaded.session.getState().chat.drafts.get('room:main')).toBe('Half a sen');
  page.session.actions.leave();
  expect(page.remembered.drafts?.size).toBe(0);
});

test('JN2: who is in the meeting stays when the link is revoked, also over a reload', async () => {
  const page = new TestPage({ seat: 'a seat', inside: true });
  page.linkRevoked = true;
  await page.session.open();
  page.welcome(ME);
  expect(screen(page)).toBe('meeting');
});

test('JN1: who has left reads that the link was revoked, and cannot go round it', async () => {
  const page = await inMeeting();
  page.linkRevoked = true;
  page.session.actions.leave();
  page.session.actions.rejoin();
  await settled();
  page.socket.events.closed(4001);
  expect(screen(page)).toBe('link_error');
  expect(page.session.getState().linkError?.code).toBe('LINK_REVOKED');
  expect(page.remembered.seat).toBeNull();
  page.session.actions.rejoin();
  await settled();
  expect(screen(page)).toBe('link_error');
  expect(page.sockets).toHaveLength(2);
});

test('JN1, RT3: what is refused besides the socket stands where it was asked for', async () => {
  const page = await inMeeting();
  const refusal = { code: 'NOT_HOST', message: 'Only the host can do this.' };
  page.told = { ok: false, refusal };
  page.links = { ok: false, refusal };
  const { actions, getState } = page.session;
  expect(await actions.eraseWords('erase')).toEqual(refusal);
  expect(await actions.revokeLinks(null, 'revoke')).toEqual(refusal);
  expect(await actions.makeLinks(3, 'invite')).toBeNull();
  expect([...getState().refusals.keys()]).toEqual(['erase', 'revoke', 'invite']);
  page.links = { ok: true, value: { participant: 'a', moderator: 'b', expires: 5 } };
  expect(await actions.makeLinks(3, 'invite')).toEqual({ participant: 'a', moderator: 'b', expires: 5 });
  expect(getState().refusals.has('invite')).toBe(false);
});

test('RT3: that everything was erased is told; that something was is only acted on', async () => {
  const page = await inMeeting();
  const told = (seq: number, everything: boolean) =>
    page.receive({ type: 'changes', seq, changes: [], notices: [{ kind: 'words_erased', everything }] });
  told(1, false);
  expect(page.session.getState().notices).toEqual([]);
  told(2, true);
  expect(page.session.getState().notices).toHaveLength(1);
});
