// @vitest-environment jsdom
import { cleanup, render, screen, waitFor, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { createFakeStore } from '../../model/fake.ts';
import type { Command, Phase } from '../../wire.gen.ts';
import { LiveRegions } from '../parts/Live.tsx';
import { inMeeting, meeting, people, rooms } from '../preview/people.ts';
import { Providers } from '../store.tsx';
import Dashboard from './Dashboard.tsx';

afterEach(cleanup);

function show(phase: Phase = 'open') {
  const seated = phase === 'open';
  const store = createFakeStore(
    inMeeting({ meeting: meeting({ phase }), rooms: rooms(3), people: people(12, 3, seated) }),
  );
  const onClose = vi.fn();
  render(
    <Providers store={store}>
      <LiveRegions>
        <Dashboard asked={1} full={false} onClose={onClose} onFull={() => undefined} />
      </LiveRegions>
    </Providers>,
  );
  const commands = () =>
    store.calls.flatMap((call) => (call.action === 'command' ? [call.args[0] as Command] : []));
  return { store, onClose, commands, user: userEvent.setup() };
}

const room = (name: string) => screen.getByRole('group', { name });
const person = (where: string, name: string) => within(room(where)).getByRole('row', { name });

async function dragByKeyboard(
  user: ReturnType<typeof userEvent.setup>,
  from: string,
  name: string,
  to: string,
) {
  const grip = within(person(from, name)).getByRole('button', { name: `Drag ${name}` });
  grip.focus();
  await user.keyboard('{Enter}');
  await waitFor(() => expect(document.activeElement?.getAttribute('role')).toBe('group'));
  for (let tabs = 0; tabs < 6 && document.activeElement !== room(to); tabs += 1) await user.tab();
  expect(document.activeElement).toBe(room(to));
}

describe('the dashboard', () => {
  it('DB1: has a group for every room and an item named after every person', () => {
    show();
    expect(within(room('Main room')).getByRole('row', { name: 'Eva Lindqvist' })).toBeDefined();
    expect(within(room('Room 2')).getByRole('row', { name: 'Ben Okafor' })).toBeDefined();
  });

  it('MV2: moves a person by keyboard', async () => {
    const { user, commands } = show();
    await dragByKeyboard(user, 'Room 2', 'Ben Okafor', 'Room 1');
    await user.keyboard('{Enter}');
    expect(commands()).toEqual([{ type: 'move_people', people: ['p_1'], room: 'r1' }]);
  });

  it('MV2: Escape leaves everyone where they are', async () => {
    const { user, commands } = show();
    await dragByKeyboard(user, 'Room 2', 'Ben Okafor', 'Room 1');
    await user.keyboard('{Escape}');
    expect(commands()).toEqual([]);
  });

  it('MV2: moves a person from their menu', async () => {
    const { user, commands } = show();
    await user.click(
      within(person('Room 2', 'Ben Okafor')).getByRole('button', { name: 'Options for Ben Okafor' }),
    );
    await user.click(screen.getByRole('menuitem', { name: /^Room 3/ }));
    expect(commands()).toEqual([{ type: 'move_people', people: ['p_1'], room: 'r3' }]);
  });

  it('MV3: a moderator who drags the own name joins that room when the dashboard closes', async () => {
    const { user, commands, onClose } = show();
    await dragByKeyboard(user, 'Main room', 'Eva Lindqvist', 'Room 3');
    await user.keyboard('{Enter}');
    expect(commands()).toEqual([]);
    await user.click(screen.getByRole('button', { name: 'Close dashboard' }));
    expect(commands()).toEqual([{ type: 'join_room', room: 'r3' }]);
    expect(onClose).toHaveBeenCalledOnce();
  });

  it('MV3: but not when the session has not started', async () => {
    const { user, commands } = show('draft');
    await dragByKeyboard(user, 'Main room', 'Eva Lindqvist', 'Room 3');
    await user.keyboard('{Enter}');
    await user.click(screen.getByRole('button', { name: 'Close dashboard' }));
    expect(commands()).toEqual([]);
  });

  it('CF3: searches people from two letters on', async () => {
    const { user } = show();
    await user.type(screen.getByRole('searchbox', { name: 'Search people' }), 'b');
    expect(within(room('Room 1')).getAllByRole('row').length).toBeGreaterThan(0);
    await user.type(screen.getByRole('searchbox', { name: 'Search people' }), 'en');
    expect(screen.getAllByRole('row').map((row) => row.getAttribute('aria-label'))).toContain('Ben Okafor');
    expect(within(room('Room 1')).queryByRole('row', { name: 'Ravi' })).toBeNull();
  });

  it('CF3: renames a room in place and keeps the field open when the server refuses', async () => {
    const { user, commands, store } = show();
    store.refuseWith({ code: 'ROOM_NAME', message: 'No.' });
    await user.click(screen.getByRole('button', { name: 'Options for Room 1' }));
    await user.click(screen.getByRole('menuitem', { name: 'Rename' }));
    const field = screen.getByRole('textbox', { name: 'New name for Room 1' });
    await user.clear(field);
    await user.type(field, 'Colours{Enter}');
    expect(commands()).toEqual([{ type: 'rename_room', room: 'r1', name: 'Colours' }]);
    expect(screen.getByRole('textbox', { name: 'New name for Room 1' })).toBeDefined();
  });

  it('CF3, EN1: has the buttons that fit the phase', () => {
    show('draft');
    expect(screen.getByRole('button', { name: 'Start breakout' })).toBeDefined();
    expect(screen.queryByRole('button', { name: 'Join room' })).toBeNull();
    cleanup();
    show('open');
    expect(screen.getByRole('button', { name: 'End breakout' })).toBeDefined();
    expect(screen.getAllByRole('button', { name: 'Join room' })).toHaveLength(3);
  });
});
