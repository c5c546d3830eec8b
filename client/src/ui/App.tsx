import { useEffect } from 'react';
import { I18nProvider } from 'react-aria-components';
import type { AppStore } from '../model/app.ts';
import { JoinPage } from './join/JoinPage.tsx';
import { GonePage, LinkErrorPage, LoadingPage } from './join/Pages.tsx';
import { WaitingPage } from './join/WaitingPage.tsx';
import { Meeting } from './Meeting.tsx';
import { LiveRegions } from './parts/Live.tsx';
import { useKeptFocus } from './parts/useKeptFocus.ts';
import { Providers, useApp, useTexts } from './store.tsx';

function CurrentScreen() {
  const screen = useApp((state) => state.screen);
  switch (screen) {
    case 'loading':
      return <LoadingPage />;
    case 'link_error':
      return <LinkErrorPage />;
    case 'join':
    case 'connecting':
      return <JoinPage busy={screen === 'connecting'} />;
    case 'waiting':
      return <WaitingPage />;
    case 'meeting':
      return <Meeting />;
    case 'replaced':
    case 'removed':
    case 'left':
    case 'refused':
      return <GonePage why={screen} />;
  }
}

/** The page's title and theme follow the state. */
function useDocument(): void {
  const { product } = useTexts();
  const theme = useApp((state) => state.theme);
  const title = useApp((state) => state.records.meeting?.title ?? state.link?.title ?? '');
  const room = useApp((state) => (state.records.room?.kind === 'breakout' ? state.records.room.name : ''));
  useEffect(() => {
    document.documentElement.dataset.theme = theme;
  }, [theme]);
  useEffect(() => {
    document.title = [room, title, product].filter(Boolean).join(' · ');
  }, [room, title, product]);
}

function Shell() {
  useDocument();
  useKeptFocus();
  return (
    <LiveRegions>
      <CurrentScreen />
    </LiveRegions>
  );
}

/** The whole user interface, on a store. */
export function App({ store }: { store: AppStore }) {
  return (
    <Providers store={store}>
      <I18nProvider locale="en">
        <Shell />
      </I18nProvider>
    </Providers>
  );
}
