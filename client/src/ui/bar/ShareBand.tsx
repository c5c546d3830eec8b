import { ScreenShare, ScreenShareOff } from 'lucide-react';
import { refusalAt } from '../../model/selectors.ts';
import { useApp, useStore, useTexts } from '../store.tsx';
import { Band, CloseBand } from './Band.tsx';

/** RM1: that one's screen is shown; or what became of it. */
export function ShareBand() {
  const t = useTexts().share;
  const { actions } = useStore();
  const status = useApp((state) => state.media.screen);
  const refusal = useApp((state) => refusalAt(state, 'share'));
  if (status === 'on') {
    return (
      <Band icon={<ScreenShare aria-hidden size={18} />} tone="accent">
        {t.on}
      </Band>
    );
  }
  const told = status === 'off' || status === 'asking' ? refusal?.message : t[status];
  if (told === undefined) return null;
  const close = () => {
    actions.dismissScreen();
    actions.dismissRefusal('share');
  };
  return (
    <Band
      action={<CloseBand onPress={close} />}
      icon={<ScreenShareOff aria-hidden size={18} />}
      tone={status === 'ended' ? 'plain' : 'warn'}
    >
      {told}
    </Band>
  );
}
