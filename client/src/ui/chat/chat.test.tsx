// @vitest-environment jsdom
import { act, cleanup, render, screen, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import axe from 'axe-core';
import { afterEach, describe, expect, it } from 'vitest';
import { createFakeStore } from '../../model/fake.ts';
import type { Command } from '../../wire.gen.ts';
import { Panels, SidePanel } from '../panel/SidePanel.tsx';
import { LiveRegions } from '../parts/Live.tsx';
import { line } from '../preview/chats.ts';
import { id, nameOf } from '../preview/people.ts';
import { STATES } from '../preview/states.ts';
import { Providers } from '../store.tsx';
import { Toolbar } from '../toolbar/Toolbar.tsx';

afterEach(cleanup);

async function show(state: string) {
  const store = createFakeStore(STATES[state]?.() ?? {});
  const { container } = render(
    <Providers store={store}>
      <LiveRegions>
        <Panels>
          <SidePanel />
          <Toolbar
            onBoard={() => undefined}
            onBreakout={() => undefined}
            onHarvest={() => undefined}
            onDevices={() => undefined}
            onInvite={() => undefined}
            onLeave={() => undefined}
            onSecurity={() => undefined}
          />
        </Panels>
      </LiveRegions>
    </Providers>,
  );
  const user = userEvent.setup();
  await user.click(screen.getByRole('button', { name: 'Chat' }));
  // The panel is loaded when it is first opened.
  await screen.findByRole('complementary', { name: 'Chat' }, { timeout: 30_000 });
  const commands = () =>
    store.calls.flatMap((call) => (call.action === 'command' ? [call.args[0] as Command] : []));
  const list = () => screen.getByRole('log');
  const field = () => screen.getByRole('textbox');
  return { store, user, commands, list, field, container };
}

describe('RM2: the chat', () => {
  it('shows lines by author, announcements among them, and text as text', async () => {
    const { list } = await show('chat');
    expect(within(list()).getByText('<script>alert("no")</script>')).toBeDefined();
    expect(list().querySelector('script')).toBeNull();
    const link = within(list()).getByRole('link');
    expect(link.getAttribute('rel')).toContain('noopener');
    expect(link.getAttribute('href')).toMatch(/^https:/);
    expect(within(list()).getByText('Ten minutes to go.')).toBeDefined();
    expect(within(list()).getByText('This line was taken back.')).toBeDefined();
    expect(within(list()).getAllByText(nameOf(2))).toHaveLength(1);
    expect(within(list()).getByText('New')).toBeDefined();
  });

  it('sends with Enter, breaks the line with Shift and Enter, and keeps what was refused', async () => {
    const { user, commands, field, store } = await show('chat');
    await user.type(field(), 'One{Shift>}{Enter}{/Shift}two{Enter}');
    expect(commands()).toEqual([{ type: 'say', conversation: 'room:r3', text: 'One\ntwo' }]);
    expect((field() as HTMLTextAreaElement).value).toBe('');
    store.refuseWith({ code: 'NOT_IN_ROOM', message: 'You are not in that room any more.' });
    await user.type(field(), 'Three{Enter}');
    expect((field() as HTMLTextAreaElement).value).toBe('Three');
  });

  it('says how much is too much, and does not send it', async () => {
    const { user, commands, field } = await show('chat');
    await user.click(field());
    await user.paste('x'.repeat(4_001));
    expect(screen.getByText('1 character too many')).toBeDefined();
    await user.keyboard('{Enter}');
    expect(commands()).toEqual([]);
  });

  it('lets people change and take back their own lines, and nobody else’s', async () => {
    const { user, commands, list } = await show('chat');
    const menus = within(list()).getAllByRole('button', { name: 'Options for this line' });
    expect(menus).toHaveLength(1);
    await user.click(menus[0] as HTMLElement);
    await user.click(screen.getByRole('menuitem', { name: 'Edit' }));
    const editor = screen.getByRole('textbox', { name: 'Change the line' });
    await user.clear(editor);
    await user.type(editor, 'I will write.{Enter}');
    await user.click(within(list()).getByRole('button', { name: 'Options for this line' }));
    await user.click(screen.getByRole('menuitem', { name: 'Delete' }));
    expect(commands()).toEqual([
      { type: 'edit_line', line: 't_room:r3_24', text: 'I will write.' },
      { type: 'delete_line', line: 't_room:r3_24' },
    ]);
  });

  it('goes from one conversation to another, with what is unread in each', async () => {
    const { user, list, commands, field } = await show('chat');
    await user.click(screen.getByRole('button', { name: /Conversation/ }));
    await user.click(screen.getByRole('option', { name: new RegExp(nameOf(4)) }));
    expect(within(list()).getByText('All well in Room 3?')).toBeDefined();
    await user.type(field(), 'Thanks{Enter}');
    expect(commands()).toEqual([{ type: 'say', conversation: `person:${id(4)}`, text: 'Thanks' }]);
  });

  it('lets moderators read along in other rooms without writing there', async () => {
    const { user } = await show('chat-moderator');
    await user.click(screen.getByRole('button', { name: /Conversation/ }));
    await user.click(screen.getByRole('option', { name: 'Room 2' }));
    expect(screen.queryByRole('textbox')).toBeNull();
    expect(screen.getByText('You read along; to write, join the room.')).toBeDefined();
  });

  it('reads out what others write', async () => {
    const { store } = await show('chat');
    const { records } = store.getState();
    const [key, said] = line(40, 2, 'Time is up');
    act(() => store.set({ records: { ...records, lines: new Map([...records.lines, [key, said]]) } }));
    expect(screen.getByRole('status').textContent).toBe(`${nameOf(2)}: Time is up`);
  });

  it('puts an emoji where one is writing', async () => {
    const { user, field } = await show('chat');
    await user.type(field(), 'Well done ');
    await user.click(screen.getByRole('button', { name: 'Emoji' }));
    await user.click(screen.getByRole('option', { name: '👏' }));
    expect((field() as HTMLTextAreaElement).value).toBe('Well done 👏');
  });

  it.each(['chat', 'chat-paused', 'chat-refused', 'chat-empty', 'chat-moderator'])(
    'has no fault that axe finds: %s',
    async (state) => {
      const { container } = await show(state);
      const { violations } = await axe.run(container, { rules: { 'color-contrast': { enabled: false } } });
      expect(violations.map(({ id: rule, nodes }) => [rule, nodes.map(({ html }) => html)])).toEqual([]);
    },
  );
});
