import { X } from 'lucide-react';
import { lazy, Suspense, useEffect, useState } from 'react';
import type { ShownFile as Shown } from '../../model/showing.ts';
import { selectShownFile } from '../../model/showing.ts';
import { IconButton } from '../parts/Button.tsx';
import { useAnnounce } from '../parts/Live.tsx';
import { Problem } from '../parts/Refusal.tsx';
import { useApp, useStore, useTexts } from '../store.tsx';
import { Player } from './Player.tsx';
import { useAddress } from './useAddress.ts';

const PdfView = lazy(() => import('./PdfView.tsx'));

const MOST_RENEWALS = 3;

function Content({ shown }: { shown: Shown }) {
  const t = useTexts().files;
  const { url, refusal, renew } = useAddress(shown.file.id);
  const [failures, setFailures] = useState(0);
  const fail = () => {
    setFailures((times) => times + 1);
    if (failures < MOST_RENEWALS) renew();
  };
  if (refusal) return <Problem>{refusal.message}</Problem>;
  if (failures > MOST_RENEWALS) return <Problem>{t.broken}</Problem>;
  if (!url) return <p className="shown-note">{t.loading}</p>;
  switch (shown.file.kind) {
    case 'image':
      return <img alt={shown.file.name} className="shown-picture" onError={fail} src={url} />;
    case 'pdf':
      return (
        <Suspense fallback={<p className="shown-note">{t.loading}</p>}>
          <PdfView key={shown.file.id} shown={shown} url={url} />
        </Suspense>
      );
    case 'audio':
    case 'video':
      return (
        <Player key={shown.file.id} onError={fail} onReady={() => setFailures(0)} shown={shown} url={url} />
      );
    case 'other':
      return <Problem>{t.broken}</Problem>;
  }
}

/** RM3: the file that everyone in the room is shown, on the stage. */
export default function ShownFile() {
  const t = useTexts().files;
  const announce = useAnnounce();
  const { actions } = useStore();
  const shown = useApp(selectShownFile);
  const room = useApp((state) => state.records.me?.room ?? 'main');
  const file = shown?.file.id;
  // biome-ignore lint/correctness/useExhaustiveDependencies: read out once for each file
  useEffect(() => {
    if (shown && !shown.byMe) announce(t.began(shown.name, shown.file.name));
  }, [file]);
  if (!shown) return null;
  const stop = () =>
    void actions.command(
      shown.byMe ? { type: 'stop_presenting' } : { type: 'end_presentation', room },
      'files',
    );
  return (
    <section aria-label={t.content(shown.file.name)} className="shown">
      <header className="shown-head">
        <bdi className="truncate shown-name">{shown.file.name}</bdi>
        <span className="muted truncate">{shown.byMe ? t.shownByMe : t.shownBy(shown.name)}</span>
        <span className="spacer" />
        {shown.inMyHands && (
          <IconButton label={t.stop} onPress={stop} small>
            <X aria-hidden size={18} />
          </IconButton>
        )}
      </header>
      <Content key={shown.file.id} shown={shown} />
    </section>
  );
}
