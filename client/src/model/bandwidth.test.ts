import { expect, it } from 'vitest';
import { ME, TestPage } from './in_memory.ts';

const settled = () => new Promise((resolve) => setTimeout(resolve));

async function inMeeting(): Promise<TestPage> {
  const page = new TestPage({ seat: 'seat', inside: true });
  await page.session.open();
  page.welcome({ ...ME, camera: true });
  await settled();
  return page;
}

const looked = (page: TestPage) => page.socket.sent.filter(({ type }) => type === 'looking');

it('RM1: sound only gives up the own picture and all others, and takes both back', async () => {
  const page = await inMeeting();
  page.session.actions.look('main', [{ person: 'p_2', source: 'camera', height: 90 }], true);
  page.now += 1_000;
  page.session.actions.setSoundOnly(true);
  await settled();
  expect(page.media.running.camera).toBe(false);
  expect(looked(page).at(-1)).toMatchObject({ pictures: [] });
  page.now += 1_000;
  page.session.actions.setSoundOnly(false);
  await settled();
  expect(page.media.running.camera).toBe(true);
  expect(looked(page).at(-1)).toMatchObject({ pictures: [{ person: 'p_2' }] });
});

it('RM1: whose connection is bad is known until the connection is lost', async () => {
  const page = await inMeeting();
  page.receive({ type: 'quality', people: { p_2: 2 } });
  expect(page.session.getState().qualities).toEqual({ p_2: 2 });
  page.socket.events.closed(1006);
  expect(page.session.getState().qualities).toEqual({});
});
