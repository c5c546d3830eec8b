// @vitest-environment jsdom
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, expect, test } from 'vitest';
import { createFakeStore } from '../../model/fake.ts';
import { selectElsewhere, selectHands, selectHere, selectOwnOrders } from '../../model/order.ts';
import { Panels, SidePanel } from '../panel/SidePanel.tsx';
import { LiveRegions } from '../parts/Live.tsx';
import { id } from '../preview/people.ts';
import { STATES } from '../preview/states.ts';
import { Providers } from '../store.tsx';
import { OrderBands } from './OrderBands.tsx';

afterEach(cleanup);

function show(state: string) {
  const store = createFakeStore(STATES[state]?.() ?? {});
  render(
    <Providers store={store}>
      <LiveRegions>
        <Panels>
          <OrderBands />
          <SidePanel />
        </Panels>
      </LiveRegions>
    </Providers>,
  );
  return store;
}

test('RM1: hands are numbered in the order they were raised, and stand first', () => {
  const store = createFakeStore(STATES.order?.() ?? {});
  const hands = selectHands(store.getState());
  expect([...hands].sort((a, b) => a[1] - b[1]).map(([person]) => person)).toEqual([
    id(5),
    id(7),
    id(3),
    id(2),
  ]);
  expect(
    selectHere(store.getState())
      .slice(0, 4)
      .map((each) => each.handNumber),
  ).toEqual([1, 2, 3, 4]);
});

test('RT2: only moderators have people of other rooms to list', () => {
  const store = createFakeStore(STATES.order?.() ?? {});
  expect(selectElsewhere(store.getState()).length).toBeGreaterThan(0);
  const participant = createFakeStore(STATES['order-muted']?.() ?? {});
  expect(selectElsewhere(participant.getState())).toEqual([]);
});

test('RM1: who is muted reads by whom, and unmutes where that is allowed', () => {
  const store = show('order-muted');
  expect(screen.getByText('Eva Lindqvist muted you.')).toBeTruthy();
  expect(screen.getByText('A moderator lowered your hand.')).toBeTruthy();
  fireEvent.click(screen.getByRole('button', { name: 'Unmute' }));
  expect(store.calls).toContainEqual({ action: 'setMicrophone', args: [true] });
  // Cameras are not allowed in this state.
  expect(screen.queryByRole('button', { name: 'Start camera' })).toBeNull();
});

test('RM1: what is on again is no news any more', () => {
  const store = createFakeStore(STATES['order-muted']?.() ?? {});
  const { records } = store.getState();
  if (records.me) store.set({ records: { ...records, me: { ...records.me, microphone: true } } });
  expect(selectOwnOrders(store.getState()).muted).toBeNull();
});

test('JN3: moderators admit and refuse who waits from the band', () => {
  const store = show('order-one-waits');
  fireEvent.click(screen.getByRole('button', { name: 'Admit' }));
  fireEvent.click(screen.getByRole('button', { name: 'Refuse' }));
  expect(store.calls.map(({ args }) => args[0])).toEqual([
    { type: 'admit_people', people: [id(40)] },
    { type: 'refuse_people', people: [id(40)] },
  ]);
});
