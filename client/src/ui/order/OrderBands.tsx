import { DoorClosed, Hand, MicOff, VideoOff } from 'lucide-react';
import { type ReactNode, useEffect } from 'react';
import { mayBegin, type OwnOrders, selectOwnOrders, selectWaiting } from '../../model/order.ts';
import { refusalAt, selectIsModerator } from '../../model/selectors.ts';
import { Band, CloseBand } from '../bar/Band.tsx';
import { usePanel } from '../panel/panels.ts';
import { ActionButton } from '../parts/Button.tsx';
import { useAnnounce } from '../parts/Live.tsx';
import { useApp, useStore, useTexts } from '../store.tsx';

interface OrderProps {
  readonly kind: keyof OwnOrders;
  readonly icon: ReactNode;
  readonly sentence: (by: string) => string;
  /** How to switch it on again, if one may. */
  readonly again?: ReactNode;
}

/** RM1: a moderator switched something of mine off: says who, until it is on again or dismissed. */
function OrderBand({ kind, icon, sentence, again }: OrderProps) {
  const t = useTexts().moderating;
  const { actions } = useStore();
  const told = useApp((state) => selectOwnOrders(state)[kind]);
  if (!told) return null;
  return (
    <Band
      action={
        <>
          {again}
          <CloseBand onPress={() => actions.dismissNotices(told.ids)} />
        </>
      }
      icon={icon}
      tone="warn"
    >
      <bdi>{sentence(told.by || t.someone)}</bdi>
    </Band>
  );
}

/** Why the server did not let one switch something on. */
function NotAllowedBand({ kind }: { kind: 'microphone' | 'camera' }) {
  const { actions } = useStore();
  const refusal = useApp((state) => refusalAt(state, kind));
  if (!refusal) return null;
  const Icon = kind === 'microphone' ? MicOff : VideoOff;
  return (
    <Band
      action={<CloseBand onPress={() => actions.dismissRefusal(kind)} />}
      icon={<Icon aria-hidden size={18} />}
      tone="warn"
    >
      {refusal.message}
    </Band>
  );
}

/** JN3: moderators learn of who waits wherever they are. */
function LobbyBand() {
  const t = useTexts().moderating.lobby;
  const { actions } = useStore();
  const { open, show } = usePanel();
  const announce = useAnnounce();
  const moderator = useApp(selectIsModerator);
  const waiting = useApp(selectWaiting);
  const [first] = waiting;
  const sentence = !first ? null : waiting.length === 1 ? t.waits(first.name) : t.wait(waiting.length);
  useEffect(() => {
    if (moderator && sentence !== null) announce(sentence);
  }, [moderator, sentence, announce]);
  if (!moderator || !first || sentence === null) return null;
  const people = waiting.length === 1 ? [first.id] : null;
  const admit = () => void actions.command({ type: 'admit_people', people }, 'lobby');
  return (
    <Band
      action={
        <>
          <ActionButton look="primary" onPress={admit} small>
            {waiting.length === 1 ? t.admit : t.admitAll}
          </ActionButton>
          {waiting.length === 1 && (
            <ActionButton
              onPress={() => void actions.command({ type: 'refuse_people', people }, 'lobby')}
              small
            >
              {t.refuse}
            </ActionButton>
          )}
          {waiting.length > 1 && open?.panel !== 'people' && (
            <ActionButton onPress={() => show('people')} small>
              {t.show}
            </ActionButton>
          )}
        </>
      }
      icon={<DoorClosed aria-hidden size={18} />}
      quiet
      tone="plain"
    >
      <bdi>{sentence}</bdi>
    </Band>
  );
}

/** What moderators do to oneself, and who waits to be let in. */
export function OrderBands() {
  const { moderating: t, toolbar } = useTexts();
  const { actions } = useStore();
  const unmute = useApp((state) => mayBegin(state, 'unmute'));
  const camera = useApp((state) => mayBegin(state, 'camera'));
  return (
    <>
      <OrderBand
        again={
          unmute && (
            <ActionButton onPress={() => actions.setMicrophone(true)} small>
              {toolbar.unmute}
            </ActionButton>
          )
        }
        icon={<MicOff aria-hidden size={18} />}
        kind="muted"
        sentence={t.muted}
      />
      <OrderBand
        again={
          camera && (
            <ActionButton onPress={() => actions.setCamera(true)} small>
              {toolbar.startCamera}
            </ActionButton>
          )
        }
        icon={<VideoOff aria-hidden size={18} />}
        kind="camera_stopped"
        sentence={t.cameraStopped}
      />
      <OrderBand icon={<Hand aria-hidden size={18} />} kind="hand_lowered" sentence={t.handLowered} />
      <NotAllowedBand kind="microphone" />
      <NotAllowedBand kind="camera" />
      <LobbyBand />
    </>
  );
}
