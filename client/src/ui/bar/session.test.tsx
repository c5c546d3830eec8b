// @vitest-environment jsdom
import { act, cleanup, render, screen, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { afterEach, describe, expect, it } from 'vitest';
import { createFakeStore } from '../../model/fake.ts';
import type { Command } from '../../wire.gen.ts';
import { LiveRegions } from '../parts/Live.tsx';
import { id, me } from '../preview/people.ts';
import { STATES } from '../preview/states.ts';
import { Providers } from '../store.tsx';
import { Bands } from './Bands.tsx';
import { ControlBar } from './ControlBar.tsx';

afterEach(cleanup);

function show(state: string) {
  const store = createFakeStore(STATES[state]?.() ?? {});
  let asked = 0;
  render(
    <Providers store={store}>
      <LiveRegions>
        <ControlBar
          dashboardOpen={false}
          onDashboard={() => {
            asked += 1;
          }}
        />
        <Bands onHarvest={() => undefined} />
      </LiveRegions>
    </Providers>,
  );
  const commands = () =>
    store.calls.flatMap((call) => (call.action === 'command' ? [call.args[0] as Command] : []));
  const put = (change: Partial<ReturnType<typeof store.getState>['records']>) =>
    act(() => store.set({ records: { ...store.getState().records, ...change } }));
  return { store, commands, put, asked: () => asked, user: userEvent.setup() };
}

const button = (name: string) => screen.getByRole('button', { name });

describe('BC1: Broadcast', () => {
  it('sends a message to all rooms by the article’s steps, and says how many received it', async () => {
    const { user, commands } = show('calls');
    await user.click(button('Broadcast'));
    await user.click(button('Message'));
    await user.type(screen.getByRole('textbox'), 'خمس دقائق متبقية');
    await user.click(button('Broadcast'));
    expect(commands()).toEqual([{ type: 'broadcast', text: 'خمس دقائق متبقية', rooms: null }]);
    expect(screen.getAllByText('Received by 1 person')).toHaveLength(2);
  });

  it('keeps an empty or refused text where it was typed', async () => {
    const { user, commands, store } = show('calls');
    await user.click(button('Broadcast'));
    await user.click(button('Message'));
    await user.click(button('Broadcast'));
    expect(commands()).toEqual([]);
    expect(screen.getByText('Type a message first.')).toBeDefined();
    store.refuseWith({ code: 'NOT_OPEN', message: 'No breakout session is running.' });
    await user.type(screen.getByRole('textbox'), 'Hello');
    await user.click(screen.getByRole('radio', { name: 'Some rooms' }));
    await user.click(screen.getByRole('checkbox', { name: 'Room 2' }));
    await user.click(button('Broadcast'));
    expect(commands()).toEqual([{ type: 'broadcast', text: 'Hello', rooms: ['r2'] }]);
    expect(screen.getByRole<HTMLTextAreaElement>('textbox').value).toBe('Hello');
  });

  it('Voice: speaks to all rooms, with a mark that stops it', async () => {
    const { user, commands } = show('calls');
    await user.click(button('Broadcast'));
    await user.click(button('Voice'));
    await user.click(button('Speak to all rooms'));
    cleanup();
    const onAir = show('on-air');
    await onAir.user.click(button('Stop speaking to all rooms'));
    expect([...commands(), ...onAir.commands()]).toEqual([
      { type: 'broadcast_voice', on: true },
      { type: 'broadcast_voice', on: false },
    ]);
  });

  it('shows announcements until each is dismissed, read out once, and keeps them to read again', async () => {
    const { user } = show('announced');
    expect(screen.getByRole('alert').textContent).toContain('Message from Eva Lindqvist');
    const bands = within(screen.getByRole('region', { name: 'Notices' }));
    expect(bands.getAllByText(/^Message from/).map((each) => each.textContent)).toEqual([
      'Message from Eva Lindqvist',
      'Message from Ola Nordmann',
    ]);
    await user.click(bands.getAllByRole('button', { name: 'Close' })[0] as HTMLElement);
    expect(bands.queryByText('Message from Eva Lindqvist')).toBeNull();
    expect(button('Announcements')).toBeDefined();
  });
});

describe('CA1: calling', () => {
  it('lists calls oldest first, to join, to claim or to dismiss', async () => {
    const { user, commands } = show('calls');
    expect(screen.getByRole('alert').textContent).toContain('Ann calls from Room 3');
    await user.click(button('Calls'));
    const [oldest, newest] = within(screen.getByRole('list', { name: /oldest first/ })).getAllByRole(
      'listitem',
    );
    if (!oldest || !newest) throw new Error('two calls are open');
    expect(oldest.textContent).toContain('Ola Nordmann is on the way');
    await user.click(within(oldest).getByRole('button', { name: 'Dismiss' }));
    await user.click(within(newest).getByRole('button', { name: 'On my way' }));
    await user.click(within(newest).getByRole('button', { name: 'Join' }));
    expect(commands()).toEqual([
      { type: 'dismiss_call', person: id(8) },
      { type: 'claim_call', person: id(2) },
      { type: 'answer_call', person: id(2) },
    ]);
  });

  it('leaves the dashboard’s button within reach while the desk is open', async () => {
    const { user, asked } = show('calls');
    await user.click(button('Calls'));
    await user.click(button('Open dashboard'));
    expect(asked()).toBe(1);
  });

  it('calls by one press; a reason and taking it back follow', async () => {
    const { user, commands, put } = show('announced');
    await user.click(button('Call moderator'));
    const call = { at: 0, reason: null, claimed_by: null };
    put({ me: me('participant', { room: 'r3', call }) });
    if (screen.queryByRole('dialog') === null) await user.click(button('Call moderator'));
    await user.type(screen.getByRole('textbox'), 'Question 2');
    await user.click(button('Send reason'));
    put({ me: me('participant', { room: 'r3', call: { ...call, claimed_by: 'Ola' } }) });
    expect(screen.getAllByText(/Ola is on the way/).length).toBeGreaterThan(1);
    await user.click(button('Cancel call'));
    expect(commands()).toEqual([
      { type: 'call_moderator', reason: null },
      { type: 'call_moderator', reason: 'Question 2' },
      { type: 'cancel_call' },
    ]);
  });

  it('tells the caller that the call was dismissed', async () => {
    const { user, store } = show('call-dismissed');
    expect(screen.getByRole('alert').textContent).toContain('A moderator has closed your call');
    await user.click(button('Close'));
    expect(store.calls).toEqual([{ action: 'dismissNotices', args: [[1]] }]);
  });
});

describe('JN4: late joiners', () => {
  it('are told to moderators, who can give them a room at once', async () => {
    const { user, commands } = show('late');
    expect(screen.getByRole('status', { hidden: true }).textContent).toContain('joined late');
    await user.click(button('Assign to room'));
    await user.click(screen.getByRole('menuitem', { name: /^Room 2/ }));
    expect(commands()).toEqual([{ type: 'move_people', people: [id(6)], room: 'r2' }]);
  });
});
