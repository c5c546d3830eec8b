import { describe, expect, it } from 'vitest';
import { ME, TestPage } from './in_memory.ts';

const settled = () => new Promise((resolve) => setTimeout(resolve));

const shown = (by: string) => ({
  by,
  name: by,
  what: { sound: false, kind: 'screen' as const },
  asked: [],
  offered: null,
});

async function inMeeting(): Promise<TestPage> {
  const page = new TestPage({ seat: 'seat', inside: true });
  await page.session.open();
  page.welcome(ME);
  await settled();
  return page;
}

function tell(page: TestPage, seq: number, presentation: ReturnType<typeof shown> | null): void {
  const change = presentation
    ? (['put', 'presentation', presentation] as const)
    : (['del', 'presentation'] as const);
  page.receive({ type: 'changes', seq, changes: [change], notices: [] });
}

async function sharing(): Promise<TestPage> {
  const page = await inMeeting();
  page.session.actions.shareScreen();
  await settled();
  tell(page, 1, shown(ME.id));
  page.acceptAll();
  await settled();
  return page;
}

const asked = (page: TestPage, type: string) =>
  page.socket.commands().filter((command) => command.type === type).length;

describe('RM1: sharing a screen', () => {
  it('captures first, then says so, with or without sound', async () => {
    const page = await inMeeting();
    page.media.screen = { sound: true };
    page.session.actions.shareScreen();
    expect(page.session.getState().media.screen).toBe('asking');
    await settled();
    expect(page.session.getState().media.screen).toBe('on');
    expect(page.socket.commands()).toContainEqual({ type: 'share_screen', sound: true });
  });

  it('says nothing when the person picks no screen, and why when there can be none', async () => {
    for (const screen of ['off', 'refused', 'unsupported', 'failed'] as const) {
      const page = await inMeeting();
      page.media.screen = screen;
      page.session.actions.shareScreen();
      await settled();
      expect(page.session.getState().media.screen).toBe(screen);
      expect(asked(page, 'share_screen')).toBe(0);
    }
  });

  it('ends the capture when the server refuses it', async () => {
    const page = await inMeeting();
    page.session.actions.shareScreen();
    await settled();
    const frame = page.socket.sent.find(
      (each) => each.type === 'command' && each.command.type === 'share_screen',
    );
    const id = frame?.type === 'command' ? frame.id : '';
    page.receive({ type: 'answer', id, refusal: { code: 'SOMEBODY_PRESENTS', message: 'Ask them.' } });
    await settled();
    expect(page.media.sharing).toBe(false);
    expect(page.session.getState().media.screen).toBe('off');
    expect(page.session.getState().refusals.get('share')?.code).toBe('SOMEBODY_PRESENTS');
  });

  it("ends from our button and from the browser's own bar alike", async () => {
    for (const end of [
      (page: TestPage) => page.session.actions.stopSharing(),
      (page: TestPage) => page.media.events?.screenEnded(),
    ]) {
      const page = await sharing();
      end(page);
      await settled();
      expect(page.media.sharing).toBe(false);
      expect(asked(page, 'stop_presenting')).toBe(1);
    }
  });

  it('stops capturing once the room is not shown it any more: moved, taken over, ended by a moderator', async () => {
    for (const presentation of [null, shown('p_2')]) {
      const page = await sharing();
      tell(page, 2, presentation);
      await settled();
      expect(page.media.sharing).toBe(false);
      expect(page.session.getState().media.screen).toBe('ended');
      expect(asked(page, 'stop_presenting')).toBe(0);
    }
  });

  it('takes back what a former load of the page announced, since its capture is gone', async () => {
    const page = new TestPage({ seat: 'seat', inside: true });
    await page.session.open();
    page.socket.events.opened();
    const view = { me: ME, presentation: shown(ME.id) };
    page.receive({ type: 'welcome', epoch: 'e', person: ME.id, now: 0, media: false, view, seq: 0 });
    await settled();
    expect(asked(page, 'stop_presenting')).toBe(1);
  });

  it('ends on leaving, also while the browser is still asking', async () => {
    const page = await sharing();
    page.session.actions.leave();
    expect(page.media.sharing).toBe(false);
    const slow = await inMeeting();
    slow.session.actions.shareScreen();
    slow.session.actions.leave();
    await settled();
    expect(slow.media.sharing).toBe(false);
    expect(asked(slow, 'share_screen')).toBe(0);
  });
});
