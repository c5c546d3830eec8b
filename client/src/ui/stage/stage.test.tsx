// @vitest-environment jsdom
import { act, cleanup, render, screen, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createFakeStore } from '../../model/fake.ts';
import { BandwidthBand } from '../bar/BandwidthBand.tsx';
import { ShareBand } from '../bar/ShareBand.tsx';
import { me } from '../preview/people.ts';
import { STATES } from '../preview/states.ts';
import { Providers } from '../store.tsx';
import { ShareTool } from '../toolbar/ShareTool.tsx';
import { Stage } from './Stage.tsx';

const AREA = { width: 1280, height: 700 };

/** jsdom lays nothing out: the stage is given a size. */
class Observer {
  readonly #told: ResizeObserverCallback;
  constructor(told: ResizeObserverCallback) {
    this.#told = told;
  }
  observe(): void {
    const entry = { contentRect: AREA } as unknown as ResizeObserverEntry;
    this.#told([entry], this as unknown as ResizeObserver);
  }
  readonly disconnect = vi.fn();
  readonly unobserve = vi.fn();
}

beforeEach(() => vi.stubGlobal('ResizeObserver', Observer));
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

function show(state: string) {
  const store = createFakeStore(STATES[state]?.() ?? {});
  render(
    <Providers store={store}>
      <ShareBand />
      <BandwidthBand />
      <Stage />
      <ShareTool />
    </Providers>,
  );
  const called = (action: string) => store.calls.filter((call) => call.action === action);
  const looked = () => called('look').at(-1)?.args[1] as readonly { person: string; source: string }[];
  return { store, called, looked, user: userEvent.setup() };
}

const button = (name: string) => screen.getByRole('button', { name });
const tiles = () => within(screen.getByRole('region', { name: 'Meeting' })).getAllByRole('listitem');

describe('RM1: the stage', () => {
  it('turns the pages of many people, by button, dot and key, and says which pictures are on the screen', async () => {
    const { looked, user } = show('stage-60');
    expect(tiles()).toHaveLength(15);
    const first = looked();
    await user.click(button('Next page'));
    expect(button('Page 2 of 4').getAttribute('aria-current')).toBe('page');
    const second = looked();
    expect(second.some(({ person }) => first.some((picture) => picture.person === person))).toBe(false);
    await user.keyboard('{PageDown}');
    expect(button('Page 3 of 4').getAttribute('aria-current')).toBe('page');
    await user.click(button('Page 1 of 4'));
    expect(looked()).toEqual(first);
  });

  it('pins a tile by its button, and lets it go again', async () => {
    const { user } = show('stage-5');
    await user.click(button('Pin Ann'));
    expect(tiles()[0]?.dataset.large).toBe('true');
    expect(tiles()[0]?.textContent).toContain('Ann');
    await user.click(button('Unpin Ann'));
    expect(tiles().some((tile) => tile.dataset.large)).toBe(false);
  });

  it('shows a shared screen first and large, and in the grid as one of many', async () => {
    const { store, called, user } = show('screen');
    expect(tiles()[0]?.dataset).toMatchObject({ large: 'true', source: 'screen' });
    await user.click(button('View'));
    await user.click(screen.getByRole('menuitemradio', { name: 'Grid' }));
    expect(called('setLayout').map(({ args }) => args)).toEqual([['grid']]);
    act(() => store.set({ layout: 'grid' }));
    expect(tiles()[0]?.dataset.large).toBeUndefined();
  });
});

describe('RM1: Share content', () => {
  it('shares, and stops by the same button', async () => {
    const { store, called, user } = show('stage-5');
    await user.click(button('Share content'));
    expect(called('shareScreen')).toHaveLength(1);
    act(() => store.set({ media: { ...store.getState().media, screen: 'on' } }));
    await user.click(button('Stop sharing'));
    expect(called('stopSharing')).toHaveLength(1);
  });

  it('asks a moderator before taking over', async () => {
    const { called, user } = show('screen');
    await user.click(button('Share content'));
    expect(called('shareScreen')).toHaveLength(0);
    expect(screen.getByRole('dialog', { name: 'Ben Okafor is presenting' })).toBeTruthy();
    await user.click(button('Take over'));
    expect(called('shareScreen')).toHaveLength(1);
  });

  it('tells a participant to ask the presenter', async () => {
    const { store, called, user } = show('screen');
    act(() => store.set({ records: { ...store.getState().records, me: me('participant') } }));
    await user.click(button('Share content'));
    expect(screen.getByRole('dialog').textContent).toContain('ask them to hand over');
    expect(screen.queryByRole('button', { name: 'Take over' })).toBeNull();
    expect(called('shareScreen')).toHaveLength(0);
  });

  it('says in place why there is no screen', async () => {
    const { called, user } = show('sharing-refused');
    expect(screen.getByText(/did not allow the screen/)).toBeTruthy();
    await user.click(button('Close'));
    expect(called('dismissScreen')).toHaveLength(1);
  });
});

describe('RM1: a weak connection', () => {
  it('offers to go on without pictures, and back', async () => {
    const { store, called, user } = show('weak');
    await user.click(button('Sound only'));
    expect(called('setSoundOnly').map(({ args }) => args)).toEqual([[true]]);
    act(() => store.set({ soundOnly: true }));
    await user.click(button('Show pictures'));
    expect(called('setSoundOnly').at(-1)?.args).toEqual([false]);
  });

  it('is marked on the tiles of those who have it', () => {
    show('weak');
    expect(screen.getAllByRole('img', { name: 'Bad connection' })).toHaveLength(1);
    expect(screen.getAllByRole('img', { name: 'Hardly any connection' })).toHaveLength(1);
  });
});
