// @vitest-environment jsdom
import { act, cleanup, render, screen } from '@testing-library/react';
import { afterEach, expect, it, vi } from 'vitest';
import { createFakeStore } from '../../model/fake.ts';
import { inMeeting, meeting } from '../preview/people.ts';

import { Providers } from '../store.tsx';
import { RemainingClock } from './RemainingTime.tsx';

afterEach(() => {
  cleanup();
  vi.useRealTimers();
});

it('TM1: shows each second from the moment it begins, by the server’s clock', () => {
  vi.useFakeTimers({ now: 1_000_000 });
  const store = createFakeStore({
    ...inMeeting({ meeting: meeting({ phase: 'open', ends_at: 1_060_400 }) }),
    clockOffset: 150,
  });
  render(
    <Providers store={store}>
      <RemainingClock />
    </Providers>,
  );
  const clock = screen.getByRole('timer', { name: 'Remaining time' });
  const passes = (time: number) => act(() => void vi.advanceTimersByTime(time));
  expect(clock.textContent).toBe('01:01');
  passes(249);
  expect(clock.textContent).toBe('01:01');
  passes(1);
  expect(clock.textContent).toBe('01:00');
  passes(999);
  expect(clock.textContent).toBe('01:00');
  passes(1);
  expect(clock.textContent).toBe('00:59');
});
