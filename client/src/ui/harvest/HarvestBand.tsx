import { NotebookText } from 'lucide-react';
import { useState } from 'react';
import type { AppState } from '../../model/app.ts';
import type { HarvestRecord } from '../../wire.gen.ts';
import { Band, CloseBand } from '../bar/Band.tsx';
import { ActionButton } from '../parts/Button.tsx';
import { useApp, useTexts } from '../store.tsx';

/** The last thing that was brought back; in main only, where it can be read. */
export const selectLastHarvest = ({ records }: AppState): HarvestRecord | null =>
  [...records.harvests.values()].reduce<HarvestRecord | null>(
    (last, each) => (last === null || each.number > last.number ? each : last),
    null,
  );

/** RM3: says that there is something to read, until it is dismissed. */
export function HarvestBand({ onOpen }: { onOpen: (number: number) => void }) {
  const t = useTexts().documents;
  const last = useApp(selectLastHarvest);
  const [dismissed, setDismissed] = useState(0);
  if (last === null || last.number <= dismissed) return null;
  const action = (
    <>
      <ActionButton
        onPress={() => {
          setDismissed(last.number);
          onOpen(last.number);
        }}
        small
      >
        {t.openHarvest}
      </ActionButton>
      <CloseBand onPress={() => setDismissed(last.number)} />
    </>
  );
  return (
    <Band action={action} icon={<NotebookText aria-hidden size={18} />} tone="plain">
      {t.broughtBack(last.rooms)}
    </Band>
  );
}
