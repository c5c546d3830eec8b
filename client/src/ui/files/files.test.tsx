// @vitest-environment jsdom
import { cleanup, render, screen, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { afterEach, describe, expect, it } from 'vitest';
import { createFakeStore } from '../../model/fake.ts';
import type { Files } from '../../model/files.ts';
import type { Command } from '../../wire.gen.ts';
import { sizeText } from '../format.ts';
import { LiveRegions } from '../parts/Live.tsx';
import { previewFiles } from '../preview/files.ts';
import { STATES } from '../preview/states.ts';
import { Providers } from '../store.tsx';
import FilesPanel from './FilesPanel.tsx';
import ShownFile from './ShownFile.tsx';

afterEach(cleanup);

function show(state: string, files: Files = previewFiles(false)) {
  const store = { ...createFakeStore(STATES[state]?.() ?? {}), files };
  render(
    <Providers store={store}>
      <LiveRegions>
        <FilesPanel about={null} onClose={() => undefined} />
        <ShownFile />
      </LiveRegions>
    </Providers>,
  );
  const commands = () =>
    store.calls.flatMap((call) => (call.action === 'command' ? [call.args[0] as Command] : []));
  return { store, commands, user: userEvent.setup() };
}

const lines = () => within(screen.getByRole('list', { name: 'Files of this room' })).getAllByRole('listitem');

describe('RM3: the panel of files', () => {
  it('lists the room’s files, the newest first, with a way to show what can be shown', async () => {
    const { user, commands } = show('files');
    expect(lines().map((line) => line.querySelector('bdi')?.textContent)).toEqual([
      'Sources.zip',
      'Lecture.webm',
      'أغنية الصباح.mp3',
      expect.stringContaining('photograph'),
      'Reading list.pdf',
    ]);
    expect(screen.getAllByRole('button', { name: 'Show to everyone' })).toHaveLength(4);
    const [last] = lines().slice(-1);
    await user.click(within(last as HTMLElement).getByRole('button', { name: 'Show to everyone' }));
    expect(commands()).toEqual([{ type: 'show_file', file: 'f_1' }]);
  });

  it('asks before a file is removed, and offers it to moderators and whoever added it', async () => {
    const { user, commands } = show('files');
    await user.click(screen.getByRole('button', { name: /Options for .*Sources\.zip/ }));
    await user.click(screen.getByRole('menuitem', { name: 'Remove' }));
    expect(commands()).toEqual([]);
    await user.click(screen.getByRole('button', { name: 'Remove' }));
    expect(commands()).toEqual([{ type: 'remove_file', file: 'f_5' }]);
  });

  it('says how far uploads are, and why one was refused', async () => {
    const cancelled: string[] = [];
    const files = { ...previewFiles(true), cancel: (key: string) => cancelled.push(key) };
    const { user } = show('files', files);
    const bar = screen.getByRole('progressbar', { name: /Slides for Monday/ });
    expect(bar.getAttribute('aria-valuetext')).toBe('34%');
    expect(screen.getByText(/at most 200 MB/)).toBeDefined();
    await user.click(screen.getByRole('button', { name: /Cancel .*Recording/ }));
    expect(cancelled).toEqual(['2']);
  });

  it('says that there is nothing yet', () => {
    show('files-none');
    expect(screen.getByText('No files in this room yet.')).toBeDefined();
  });
});

describe('RM3: what is shown', () => {
  it('says what it is and whose, and only the presenter and moderators stop it', () => {
    show('shown-picture');
    expect(screen.getByRole('region', { name: /photograph/ })).toBeDefined();
    expect(screen.queryByRole('button', { name: 'Stop showing' })).toBeNull();
  });
});

it('writes sizes as people read them', () => {
  expect([0, 999, 3_400, 198_000_000, 5_100_000_000].map(sizeText)).toEqual([
    '0 B',
    '999 B',
    '3 kB',
    '198 MB',
    '5.1 GB',
  ]);
});
