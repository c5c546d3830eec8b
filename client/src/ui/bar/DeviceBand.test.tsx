// @vitest-environment jsdom
import { act, cleanup, render, screen } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { afterEach, expect, it } from 'vitest';
import type { DeviceStatus } from '../../model/app.ts';
import { createFakeStore } from '../../model/fake.ts';
import { STATES } from '../preview/states.ts';
import { Providers } from '../store.tsx';
import { DeviceBand, ReplacedBand } from './DeviceBand.tsx';

afterEach(cleanup);

function withCamera(first: DeviceStatus) {
  const store = createFakeStore(STATES.participant?.() ?? {});
  const becomes = (camera: DeviceStatus) =>
    act(() => store.set({ media: { ...store.getState().media, camera } }));
  becomes(first);
  render(
    <Providers store={store}>
      <DeviceBand kind="camera" />
    </Providers>,
  );
  return { store, becomes };
}

it('JN1: says why a camera did not start in the meeting, and tries again', async () => {
  const { store, becomes } = withCamera('off');
  becomes('starting');
  becomes('busy');
  expect(screen.getByRole('status').textContent).toContain('The camera did not start');
  await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
  expect(store.calls).toEqual([{ action: 'setCamera', args: [true] }]);
  becomes('ok');
  expect(screen.queryByRole('status')).toBeNull();
});

it('JN1: says nothing of a camera that was missing from the start', () => {
  const { becomes } = withCamera('missing');
  expect(screen.queryByRole('status')).toBeNull();
  becomes('off');
  becomes('missing');
  expect(screen.queryByRole('status')).toBeNull();
});

it('RM1: says which device is used now when one was unplugged or came back', async () => {
  const store = createFakeStore(STATES.participant?.() ?? {});
  const replaced = [
    { kind: 'microphone', label: 'Built-in', back: false },
    { kind: 'speaker', label: 'Headset', back: true },
  ] as const;
  act(() => store.set({ media: { ...store.getState().media, replaced } }));
  render(
    <Providers store={store}>
      <ReplacedBand />
    </Providers>,
  );
  expect(screen.getByRole('status').textContent).toBe(
    'Your microphone went away. “Built-in” is used now. Your speaker “Headset” is here again and used.',
  );
  await userEvent.click(screen.getByRole('button', { name: 'Close' }));
  expect(store.calls).toEqual([{ action: 'dismissReplaced', args: [] }]);
});
