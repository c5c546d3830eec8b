import { MicOff, Unplug, VideoOff } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import type { Replaced } from '../../model/app.ts';
import { isProblem } from '../join/DeviceFields.tsx';
import { ActionButton } from '../parts/Button.tsx';
import { useApp, useStore, useTexts } from '../store.tsx';
import { Band, CloseBand } from './Band.tsx';

/** JN1: a device that was started during the meeting and does not run; one that was missing before is no news. */
export function DeviceBand({ kind }: { kind: 'microphone' | 'camera' }) {
  const t = useTexts();
  const { actions } = useStore();
  const status = useApp((state) => state.media[kind]);
  const before = useRef(status);
  const [shown, setShown] = useState(false);
  useEffect(() => {
    if (isProblem(status) && before.current === 'starting') setShown(true);
    if (!isProblem(status)) setShown(false);
    before.current = status;
  }, [status]);
  if (!shown || !isProblem(status)) return null;
  const retry = kind === 'microphone' ? actions.setMicrophone : actions.setCamera;
  const action = (
    <>
      <ActionButton onPress={() => retry(true)} small>
        {t.tryAgain}
      </ActionButton>
      <CloseBand onPress={() => setShown(false)} />
    </>
  );
  const Icon = kind === 'microphone' ? MicOff : VideoOff;
  return (
    <Band action={action} icon={<Icon aria-hidden size={18} />} tone="warn">
      {t.device.problem[kind][status]}
    </Band>
  );
}

/** RM1: a device was unplugged and another is used now, or the chosen one is here again. */
export function ReplacedBand() {
  const t = useTexts().device.replaced;
  const { actions } = useStore();
  const replaced = useApp((state) => state.media.replaced);
  if (replaced.length === 0) return null;
  const said = ({ kind, label, back }: Replaced) => (back ? t.back[kind](label) : t.gone[kind](label));
  return (
    <Band
      action={<CloseBand onPress={() => actions.dismissReplaced()} />}
      icon={<Unplug aria-hidden size={18} />}
      tone="plain"
    >
      {replaced.map(said).join(' ')}
    </Band>
  );
}
