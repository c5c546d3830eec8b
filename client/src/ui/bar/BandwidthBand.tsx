import { TriangleAlert, VideoOff } from 'lucide-react';
import { useState } from 'react';
import { ActionButton } from '../parts/Button.tsx';
import { useApp, useStore, useTexts } from '../store.tsx';
import { Band, CloseBand } from './Band.tsx';

/** At this level and below speech suffers, and pictures are what one can do without. */
const WEAK = 2;

/** RM1: pictures are given up, with the way back; or the offer to do so while the connection is weak. */
export function BandwidthBand() {
  const t = useTexts().quality;
  const { actions } = useStore();
  const soundOnly = useApp((state) => state.soundOnly);
  const weak = useApp((state) => state.media.quality <= WEAK);
  const [declined, setDeclined] = useState(false);
  if (soundOnly) {
    const back = (
      <ActionButton onPress={() => actions.setSoundOnly(false)} small>
        {t.withPictures}
      </ActionButton>
    );
    return (
      <Band action={back} icon={<VideoOff aria-hidden size={18} />} tone="plain">
        {t.soundOnlyOn}
      </Band>
    );
  }
  if (!weak || declined) return null;
  const offer = (
    <>
      <ActionButton onPress={() => actions.setSoundOnly(true)} small>
        {t.soundOnly}
      </ActionButton>
      <CloseBand onPress={() => setDeclined(true)} />
    </>
  );
  return (
    <Band action={offer} icon={<TriangleAlert aria-hidden size={18} />} tone="warn">
      {t.weak}
    </Band>
  );
}
