import { CloudOff, Copy, DoorOpen, Link2Off, type LucideIcon, UserX } from 'lucide-react';
import { type ReactNode, useEffect, useState } from 'react';
import { ActionButton } from '../parts/Button.tsx';
import { useApp, useStore, useTexts } from '../store.tsx';

interface PageProps {
  readonly icon: LucideIcon;
  readonly title: string;
  readonly hint: string;
  readonly action?: ReactNode;
}

/** A page with one thing to say. */
function Page({ icon: Icon, title, hint, action }: PageProps) {
  const t = useTexts();
  return (
    <main className="page">
      <div className="page-card">
        <p className="brand">{t.product}</p>
        <Icon aria-hidden className="muted" size={40} strokeWidth={1.5} />
        <h1 className="page-title">{title}</h1>
        <p className="muted">{hint}</p>
        {action}
      </div>
    </main>
  );
}

export function LinkErrorPage() {
  const t = useTexts();
  const { actions } = useStore();
  const error = useApp((state) => state.linkError);
  if (error?.code === 'LINK_EXPIRED')
    return <Page hint={t.pages.expiredHint} icon={Link2Off} title={t.pages.expired} />;
  if (error?.code === 'LINK_REVOKED')
    return <Page hint={t.pages.revokedHint} icon={Link2Off} title={t.pages.revoked} />;
  if (error?.code !== 'UNREACHABLE')
    return <Page hint={t.pages.invalidHint} icon={Link2Off} title={t.pages.invalid} />;
  const again = (
    <ActionButton look="primary" onPress={actions.retry}>
      {t.tryAgain}
    </ActionButton>
  );
  return <Page action={again} hint={t.pages.unreachableHint} icon={CloudOff} title={t.pages.unreachable} />;
}

const GONE = {
  replaced: { icon: Copy, title: 'replaced', hint: 'replacedHint', action: 'useHere' },
  left: { icon: DoorOpen, title: 'left', hint: 'leftHint', action: 'rejoin' },
  removed: { icon: UserX, title: 'removed', hint: 'removedHint', action: 'rejoin' },
  refused: { icon: UserX, title: 'refused', hint: 'refusedHint', action: 'rejoin' },
} as const;

/** The meeting goes on without this page: left, opened elsewhere, removed. */
export function GonePage({ why }: { why: keyof typeof GONE }) {
  const { pages, moderating } = useTexts();
  const t = { ...pages, ...moderating.join };
  const { actions } = useStore();
  const { icon, title, hint, action } = GONE[why];
  const button = (
    <ActionButton look="primary" onPress={actions.rejoin}>
      {t[action]}
    </ActionButton>
  );
  return <Page action={button} hint={t[hint]} icon={icon} title={t[title]} />;
}

/** Says what it waits for, once the wait is long enough to be noticed. */
export function LoadingPage() {
  const t = useTexts();
  const [shown, setShown] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setShown(true), 300);
    return () => clearTimeout(timer);
  }, []);
  return (
    <main className="page">
      <h1 className="visually-hidden">{t.product}</h1>
      {shown && (
        <p className="waiting" role="status">
          <span aria-hidden="true" className="spinner" />
          {t.join.loading}
        </p>
      )}
    </main>
  );
}
