// @vitest-environment jsdom
import { cleanup, render, screen, waitFor } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { afterEach, expect, test, vi } from 'vitest';
import { createFakeStore } from '../../model/fake.ts';
import SecurityDialog from '../order/SecurityDialog.tsx';
import { LiveRegions } from '../parts/Live.tsx';
import { STATES } from '../preview/states.ts';
import { ErasedBand } from '../privacy/ErasedBand.tsx';
import { Providers } from '../store.tsx';
import InviteDialog from './InviteDialog.tsx';

afterEach(cleanup);

function show(what: 'invite' | 'security' | 'erased', state = 'order') {
  const user = userEvent.setup();
  const store = createFakeStore(STATES[state]?.() ?? {});
  const close = vi.fn();
  render(
    <Providers store={store}>
      <LiveRegions>
        {what === 'invite' && <InviteDialog onClose={close} />}
        {what === 'security' && <SecurityDialog onClose={close} />}
        {what === 'erased' && <ErasedBand />}
      </LiveRegions>
    </Providers>,
  );
  return { user, store, close };
}

const button = (name: string) => screen.getByRole('button', { name });

test('JN1: each link is shown and copied', async () => {
  const { user } = show('invite');
  const field = await screen.findByRole<HTMLInputElement>('textbox', { name: 'Link for participants' });
  await user.click(button('Copy link for participants'));
  expect(await navigator.clipboard.readText()).toBe(field.value);
  await user.click(button('Copy link for moderators'));
  expect(await navigator.clipboard.readText()).toMatch(/^https:.*JtX/);
});

test('JN1: where the browser does not copy, the link is selected and it is said', async () => {
  const { user } = show('invite');
  await screen.findByRole('textbox', { name: 'Link for participants' });
  vi.spyOn(navigator.clipboard, 'writeText').mockRejectedValue(new DOMException('', 'NotAllowedError'));
  document.execCommand = () => false;
  await user.click(button('Copy link for participants'));
  await waitFor(() => expect(screen.getAllByText(/did not copy it/).length).toBeGreaterThan(0));
});

test('JN1: links are made for fewer days, as many as the server allows at most', async () => {
  const { user, store } = show('invite');
  const days = await screen.findByRole<HTMLInputElement>('textbox', { name: 'Days the links are good for' });
  await user.clear(days);
  await user.type(days, '3');
  await user.click(button('Make new links'));
  expect(store.calls).toEqual([
    { action: 'makeLinks', args: [null, 'invite'] },
    { action: 'makeLinks', args: [3, 'invite'] },
  ]);
});

test('JN1: old links are revoked after a question, and new ones stand there', async () => {
  const { user, store } = show('invite');
  await screen.findByRole('textbox', { name: 'Link for participants' });
  await user.click(button('Let old links open nothing …'));
  expect(screen.getByRole('alertdialog').textContent).toContain('Whoever is in the meeting');
  expect(document.activeElement).toBe(button('Cancel'));
  await user.click(screen.getByRole('radio', { name: 'Links for moderators' }));
  await user.click(button('Let old links open nothing'));
  expect(await screen.findByText(/open nothing any more/)).toBeTruthy();
  expect(store.calls.slice(1)).toEqual([
    { action: 'revokeLinks', args: ['moderator', 'revoke'] },
    { action: 'makeLinks', args: [null, 'invite'] },
  ]);
});

test('RT3: the host erases after reading what goes and what stays; a refusal leaves the question', async () => {
  const { user, store, close } = show('security');
  await user.click(button('Erase what was said …'));
  expect(screen.getByRole('alertdialog').textContent).toContain('cannot be undone');
  store.refuseWith({ code: 'STORAGE_FAILED', message: 'Nothing was changed.' });
  await user.click(button('Erase everything'));
  expect(close).not.toHaveBeenCalled();
  store.refuseWith(null);
  await user.click(button('Erase everything'));
  await waitFor(() => expect(close).toHaveBeenCalled());
  expect(store.calls.map(({ action }) => action)).toEqual(['eraseWords', 'eraseWords']);
});

test('RT3: everybody is told, and takes their name again when they want it', async () => {
  const { user, store } = show('erased', 'erased');
  expect(screen.getByText(/was erased/)).toBeTruthy();
  await user.click(button('Use my name again'));
  expect(store.calls).toEqual([
    { action: 'nameAgain', args: ['name'] },
    { action: 'dismissNotices', args: [[1]] },
  ]);
});
