import { Eraser } from 'lucide-react';
import { selectErasures } from '../../model/order.ts';
import { Band, CloseBand } from '../bar/Band.tsx';
import { ActionButton } from '../parts/Button.tsx';
import { RefusalAt } from '../parts/Refusal.tsx';
import { useApp, useStore, useTexts } from '../store.tsx';

const NAME = 'name';

/** RT3: everybody learns why names and words are gone; one's own name comes back when one wants it. */
export function ErasedBand() {
  const t = useTexts().erasing;
  const { actions } = useStore();
  const told = useApp(selectErasures);
  if (told.length === 0) return null;
  const again = async () => {
    const refusal = await actions.nameAgain(NAME);
    if (refusal === null) actions.dismissNotices(told);
  };
  return (
    <Band
      action={
        <>
          <ActionButton onPress={() => void again()} small>
            {t.nameAgain}
          </ActionButton>
          <CloseBand onPress={() => actions.dismissNotices(told)} />
        </>
      }
      icon={<Eraser aria-hidden size={18} />}
      tone="plain"
    >
      {t.done}
      <RefusalAt place={NAME} />
    </Band>
  );
}
