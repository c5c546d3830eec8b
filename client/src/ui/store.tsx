import { createContext, type ReactNode, use, useEffect, useState, useSyncExternalStore } from 'react';
import type { AppState, AppStore } from '../model/app.ts';
import { en, type Texts } from './texts.ts';

const StoreContext = createContext<AppStore | null>(null);
const TextsContext = createContext<Texts>(en);

export function Providers({
  store,
  texts = en,
  children,
}: {
  store: AppStore;
  texts?: Texts;
  children: ReactNode;
}) {
  return (
    <StoreContext value={store}>
      <TextsContext value={texts}>{children}</TextsContext>
    </StoreContext>
  );
}

export function useStore(): AppStore {
  const store = use(StoreContext);
  if (!store) throw new Error('useStore needs <Providers>');
  return store;
}

export const useTexts = (): Texts => use(TextsContext);

/** Part of the state; `select` must give the same value for the same state (a field, or a memoised selector). */
export function useApp<T>(select: (state: AppState) => T): T {
  const store = useStore();
  return useSyncExternalStore(store.subscribe, () => select(store.getState()));
}

/** Local time that ticks while `on`, for clocks and rings. */
export function useNow(on: boolean, period = 250): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    if (!on) return;
    setNow(Date.now());
    const timer = setInterval(() => setNow(Date.now()), period);
    return () => clearInterval(timer);
  }, [on, period]);
  return now;
}

/** Local time that ticks just when the whole seconds left until `end` (local time) change; null: it stands still. */
export function useSeconds(end: number | null): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    if (end === null) return;
    let timer: ReturnType<typeof setTimeout>;
    const tick = () => {
      const at = Date.now();
      setNow(at);
      timer = setTimeout(tick, (((end - at) % 1000) + 1000) % 1000 || 1000);
    };
    tick();
    return () => clearTimeout(timer);
  }, [end]);
  return now;
}
