// @vitest-environment jsdom
import { cleanup, render, screen, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { afterEach, describe, expect, it } from 'vitest';
import { createFakeStore } from '../../model/fake.ts';
import type { Command } from '../../wire.gen.ts';
import { LiveRegions } from '../parts/Live.tsx';
import { id, nameOf } from '../preview/people.ts';
import { STATES } from '../preview/states.ts';
import { Providers } from '../store.tsx';
import { en } from '../texts.ts';
import { sentenceOf } from './ActionLog.tsx';
import Dashboard from './Dashboard.tsx';

afterEach(cleanup);

function show(state: string) {
  const store = createFakeStore(STATES[state]?.() ?? {});
  render(
    <Providers store={store}>
      <LiveRegions>
        <Dashboard asked={1} full={false} onClose={() => undefined} onFull={() => undefined} />
      </LiveRegions>
    </Providers>,
  );
  const commands = () =>
    store.calls.flatMap((call) => (call.action === 'command' ? [call.args[0] as Command] : []));
  return { store, commands, user: userEvent.setup() };
}

const button = (name: string) => screen.getByRole('button', { name });
const room = (name: string) => screen.getByRole('group', { name });
const person = (where: string, name: string) => within(room(where)).getByRole('row', { name });

describe('the dashboard of a running session', () => {
  it('SH1, RR1, MV5: deals out anew, moves on and back, and takes it back', async () => {
    const { user, commands } = show('calls');
    expect(screen.getByText('Round 2')).toBeDefined();
    await user.click(button('Shuffle'));
    await user.click(button('Dealing options'));
    await user.click(screen.getByRole('menuitem', { name: 'With memory: new faces first' }));
    await user.click(button('Move to next room'));
    await user.click(button('Back one room'));
    await user.click(button('Undo'));
    expect(commands()).toEqual([
      { type: 'shuffle', memory: false },
      { type: 'shuffle', memory: true },
      { type: 'move_to_next_room', back: false },
      { type: 'move_to_next_room', back: true },
      { type: 'undo' },
    ]);
  });

  it('MV5: has nothing to undo where the server says so', () => {
    show('open');
    expect(button('Undo').hasAttribute('disabled')).toBe(true);
  });

  it('GA1: gathers everyone, at the bottom of the main room, and sends them back', async () => {
    const { user, commands } = show('calls');
    await user.click(within(room('Main room')).getByRole('button', { name: 'Gather everyone' }));
    expect(screen.queryByRole('button', { name: 'Send back to rooms' })).toBeNull();
    cleanup();
    const gathered = show('gathered');
    await gathered.user.click(button('Send back to rooms'));
    expect([...commands(), ...gathered.commands()]).toEqual([
      { type: 'gather_everyone' },
      { type: 'send_back' },
    ]);
  });

  it('CA1: shows the caller in the row and in the room’s head, with Join and Dismiss', async () => {
    const { user, commands } = show('calls');
    const caller = person('Room 3', 'Ann');
    expect(caller.hasAttribute('data-caller')).toBe(true);
    expect(room('Room 3').querySelector('.room-calls')?.textContent).toContain('Ann+1');
    await user.click(within(caller).getByRole('button', { name: 'Join' }));
    await user.click(within(caller).getByRole('button', { name: 'Dismiss' }));
    expect(commands()).toEqual([
      { type: 'answer_call', person: id(2) },
      { type: 'dismiss_call', person: id(2) },
    ]);
  });

  it('MV5: swaps two selected people, wherever they are', async () => {
    const { user, commands } = show('calls');
    await user.click(person('Room 1', 'Ravi'));
    await user.keyboard('{Control>}');
    await user.click(person('Room 2', 'Samir'));
    await user.keyboard('{/Control}');
    await user.click(button('Options for Samir'));
    await user.click(screen.getByRole('menuitem', { name: 'Swap' }));
    expect(commands()).toEqual([{ type: 'swap_people', first: id(9), second: id(16) }]);
  });

  it('SH1: keeps several selected participants together or apart', async () => {
    const { user, commands } = show('calls');
    await user.click(person('Room 1', 'Ravi'));
    await user.keyboard('{Control>}');
    await user.click(person('Room 2', 'Samir'));
    await user.click(person('Main room', nameOf(0)));
    await user.keyboard('{/Control}');
    for (const choice of ['Keep together', 'Keep apart']) {
      await user.click(button('Options for Samir'));
      await user.click(screen.getByRole('menuitem', { name: choice }));
    }
    expect(commands()).toEqual(
      ['together', 'apart'].map((keeping) => ({ type: 'keep_people', people: [id(9), id(16)], keeping })),
    );
  });

  it('SH1: lists who is kept together or apart, says what is not kept, and removes a group', async () => {
    const { user, commands } = show('groupings');
    await user.click(button('Groups for shuffling: 2, 1 is not kept now'));
    const [together, apart] = within(screen.getByRole('dialog')).getAllByRole('listitem');
    expect(together?.textContent).not.toContain('Not kept now');
    expect(apart?.textContent).toContain('Not kept now');
    await user.click(button(`Remove group: Together Ann, \u2068${nameOf(6)}\u2069, ${nameOf(8)}`));
    expect(commands()).toEqual([{ type: 'drop_grouping', grouping: 1 }]);
  });

  it('CF2: saves the report as a table or as it is', async () => {
    const { user, store } = show('calls');
    for (const choice of ['Save as a table (CSV)', 'Save everything (JSON)']) {
      await user.click(button('Report'));
      await user.click(screen.getByRole('menuitem', { name: choice }));
    }
    expect(store.calls.filter(({ action }) => action === 'saveReport').map(({ args }) => args[0])).toEqual([
      'csv',
      'json',
    ]);
  });

  it('MV5, RM1: pins, lets go, and gives and takes the role', async () => {
    const { user, commands } = show('calls');
    for (const [name, choice] of [
      ['Ravi', 'Unpin'],
      ['Samir', 'Pin to room'],
      ['Samir', 'Make moderator'],
      ['Ola Nordmann', 'Take moderator role back'],
    ] as const) {
      await user.click(button(`Options for ${name}`));
      await user.click(screen.getByRole('menuitem', { name: choice }));
    }
    expect(commands()).toEqual([
      { type: 'pin_person', person: id(9), pinned: false },
      { type: 'pin_person', person: id(16), pinned: true },
      { type: 'set_role', person: id(16), role: 'moderator' },
      { type: 'set_role', person: id(4), role: 'participant' },
    ]);
    await user.click(button(`Options for ${nameOf(0)}`));
    expect(screen.queryByRole('menuitem', { name: 'Take moderator role back' })).toBeNull();
  });

  it('MV5: moves a whole room', async () => {
    const { user, commands } = show('calls');
    await user.click(button('Options for Room 1'));
    screen.getByRole('menuitem', { name: 'Move everyone to …' }).focus();
    await user.keyboard('{ArrowRight}');
    await user.click(await screen.findByRole('menuitem', { name: /^Room 2/ }));
    expect(commands()).toEqual([{ type: 'move_room', room: 'r1', to: 'r2' }]);
  });

  it('tells who did what, to whom and when, the newest first', async () => {
    const { user } = show('calls');
    await user.click(button('What happened'));
    const [newest] = within(screen.getByRole('dialog')).getAllByRole('listitem');
    expect(newest?.textContent).toMatch(/^Eva Lindqvist.*gathered everyone: 16 people$/);
    expect(screen.getByText('moved Ben Okafor and 3 more to Room 1')).toBeDefined();
    expect(screen.getByText('The operator')).toBeDefined();
  });
});

describe('the action log', () => {
  const action = {
    number: 1,
    at: 0,
    by: '',
    people: ['Ann', 'Ben'],
    room: '',
    rooms: [] as readonly string[],
    count: null as number | null,
    how: '',
  };

  it('names two people, and shows a kind it does not know as it is called', () => {
    expect(sentenceOf(en.log, { ...action, kind: 'SwapPeople' })).toBe('swapped Ann and Ben');
    expect(sentenceOf(en.log, { ...action, kind: 'Toasted' })).toBe('Toasted');
  });

  it.each([
    ['ConfigureBreakout', { count: 3, how: 'manual' }, 'set up 3 breakout rooms, assigned by hand'],
    ['KeepRooms', { count: 1 }, 'kept the 1 existing room'],
    ['AddRoom', { room: 'Fish' }, 'added Fish'],
    ['RenameRoom', { room: 'Fish', rooms: ['Bird'] }, 'renamed Fish to Bird'],
    ['MoveRoom', { room: 'Fish', rooms: ['Bird'], count: 2 }, 'moved all of Bird to Fish: 2 people'],
    ['Shuffle', { count: 4, how: 'memory' }, 'shuffled the participants with memory: 4 people go elsewhere'],
    ['PinPerson', { how: 'unpinned' }, 'unpinned Ann and Ben'],
    ['MoveToNextRoom', { count: 1, how: 'back' }, 'moved everyone back by one room: 1 person'],
    ['AddTime', { count: -5 }, 'took 5 minutes away'],
    ['AddTime', { count: 1 }, 'added 1 minute'],
    ['Broadcast', { count: 7 }, 'broadcast a message to all rooms, received by 7 people'],
    ['Broadcast', { rooms: ['Fish'], count: 1 }, 'broadcast a message to Fish, received by 1 person'],
    ['BroadcastVoice', { how: 'off' }, 'stopped speaking to all rooms'],
    ['SetRole', { how: 'moderator' }, 'made Ann and Ben a moderator'],
    ['SetRole', {}, 'changed the role of Ann and Ben'],
    ['AddTime', {}, 'changed the remaining time'],
  ] as const)('says in full what was done: %s', (kind, about, sentence) => {
    expect(sentenceOf(en.log, { ...action, ...about, kind })).toBe(sentence);
  });
});
