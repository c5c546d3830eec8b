import { Presentation } from 'lucide-react';
import { selectFloor, selectKept } from '../../model/floor.ts';
import type { Command, MemberRecord } from '../../wire.gen.ts';
import { ActionButton } from '../parts/Button.tsx';
import { RefusalAt } from '../parts/Refusal.tsx';
import { useApp, useStore, useTexts } from '../store.tsx';
import { Band, CloseBand } from './Band.tsx';

const PLACE = 'floor';
const sign = <Presentation aria-hidden size={18} />;

function Say({ command, children, primary }: { command: Command; children: string; primary?: boolean }) {
  const { actions } = useStore();
  return (
    <ActionButton
      look={primary ? 'primary' : 'plain'}
      onPress={() => void actions.command(command, PLACE)}
      small
    >
      {children}
    </ActionButton>
  );
}

/** Somebody asks me to hand over. */
function AskingBand({ asking }: { asking: MemberRecord }) {
  const t = useTexts().share;
  return (
    <Band
      action={
        <>
          <Say command={{ type: 'hand_over', person: asking.person }} primary>
            {t.handOver}
          </Say>
          <Say command={{ type: 'keep_presenting', person: asking.person }}>{t.keep}</Say>
        </>
      }
      icon={sign}
      tone="accent"
    >
      {t.asks(asking.name)}
    </Band>
  );
}

/** RM1: who asks to present, what the presenter says to it, and whose turn it is then. */
export function FloorBands() {
  const texts = useTexts();
  const t = texts.share;
  const { actions } = useStore();
  const { asking, givenTo, askedOf, givenBy } = useApp(selectFloor);
  const kept = useApp(selectKept);
  const [first] = asking;
  const stopAsking: Command = { type: 'ask_to_present', asking: false };
  return (
    <>
      {givenTo && (
        <Band
          action={<Say command={{ type: 'keep_presenting', person: givenTo.person }}>{t.keep}</Say>}
          icon={sign}
          tone="plain"
        >
          {t.givenTo(givenTo.name)}
        </Band>
      )}
      {first && <AskingBand asking={first} key={first.person} />}
      {askedOf !== null && (
        <Band action={<Say command={stopAsking}>{texts.cancel}</Say>} icon={sign} tone="plain">
          {t.askedOf(askedOf)}
        </Band>
      )}
      {givenBy !== null && (
        <Band
          action={
            <>
              <ActionButton look="primary" onPress={actions.shareScreen} small>
                {t.begin}
              </ActionButton>
              <Say command={stopAsking}>{t.notNow}</Say>
            </>
          }
          icon={sign}
          tone="accent"
        >
          {t.givenBy(givenBy)}
        </Band>
      )}
      {kept && (
        <Band
          action={<CloseBand onPress={() => actions.dismissNotices(kept.ids)} />}
          icon={sign}
          tone="plain"
        >
          {t.kept(kept.by)}
        </Band>
      )}
      <RefusalAt place={PLACE} />
    </>
  );
}
