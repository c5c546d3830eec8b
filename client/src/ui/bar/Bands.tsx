import { CloudOff, Timer, Volume2, WifiOff } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { HarvestBand } from '../harvest/HarvestBand.tsx';
import { OrderBands } from '../order/OrderBands.tsx';
import { ActionButton } from '../parts/Button.tsx';
import { useAnnounce } from '../parts/Live.tsx';
import { ErasedBand } from '../privacy/ErasedBand.tsx';
import { useApp, useStore, useTexts } from '../store.tsx';
import { Band, CloseBand } from './Band.tsx';
import { BandwidthBand } from './BandwidthBand.tsx';
import { DeviceBand, ReplacedBand } from './DeviceBand.tsx';
import { FloorBands } from './FloorBands.tsx';
import { MessageBands } from './MessageBands.tsx';
import { passedMark } from './marks.ts';
import { useRemaining } from './RemainingTime.tsx';
import { ShareBand } from './ShareBand.tsx';

/** Keeps the meeting visible and says that the connection is being made again. */
function ConnectionBand() {
  const t = useTexts().connection;
  const { actions } = useStore();
  const connection = useApp((state) => state.connection);
  if (connection.state !== 'reconnecting') return null;
  const now = (
    <ActionButton onPress={actions.retry} small>
      {t.now}
    </ActionButton>
  );
  return (
    <Band action={now} icon={<WifiOff aria-hidden size={18} />} tone="warn">
      {connection.restarting ? t.restarting : t.lost}
    </Band>
  );
}

/** Sound and picture: connecting for longer than is normal, failed, or held back by the browser. */
function MediaBand() {
  const t = useTexts();
  const { actions } = useStore();
  const connection = useApp((state) => state.media.connection);
  const blocked = useApp((state) => state.media.soundBlocked);
  if (connection === 'failed') {
    const again = (
      <ActionButton onPress={actions.retryMedia} small>
        {t.tryAgain}
      </ActionButton>
    );
    return (
      <Band action={again} icon={<CloudOff aria-hidden size={18} />} tone="danger">
        {t.connection.mediaFailed}
      </Band>
    );
  }
  if (!blocked) return connection === 'connecting' ? <ConnectingBand /> : null;
  const play = (
    <ActionButton look="primary" onPress={actions.resumeSound} small>
      {t.connection.playSound}
    </ActionButton>
  );
  return (
    <Band action={play} icon={<Volume2 aria-hidden size={18} />} tone="plain">
      {t.connection.soundBlocked}
    </Band>
  );
}

function ConnectingBand() {
  const t = useTexts().connection;
  const [slow, setSlow] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setSlow(true), 600);
    return () => clearTimeout(timer);
  }, []);
  if (!slow) return null;
  return (
    <Band icon={<span aria-hidden="true" className="spinner" />} tone="plain">
      {t.mediaConnecting}
    </Band>
  );
}

/** TM2: seen and read out at five minutes and at one minute. */
function TimeBand() {
  const t = useTexts();
  const announce = useAnnounce();
  const left = useRemaining()?.left ?? null;
  const before = useRef<number | null>(null);
  const [shown, setShown] = useState<number | null>(null);
  useEffect(() => {
    const mark = passedMark(before.current, left);
    before.current = left;
    if (mark !== null) {
      setShown(mark);
      announce(t.time.leftLong(mark));
    }
  }, [left, announce, t]);
  const past = shown === null || left === null || left > shown * 60_000 || left < shown * 60_000 - 20_000;
  if (past) return null;
  return (
    <Band
      action={<CloseBand onPress={() => setShown(null)} />}
      icon={<Timer aria-hidden size={18} />}
      quiet
      tone="warn"
    >
      {t.time.leftLong(shown)}
    </Band>
  );
}

/** Everything that must be seen without stopping the meeting, under the control bar. */
export function Bands({ onHarvest }: { onHarvest: (number: number) => void }) {
  const t = useTexts().bands;
  return (
    <section aria-label={t.label} className="bands">
      <ConnectionBand />
      <MediaBand />
      <DeviceBand kind="microphone" />
      <DeviceBand kind="camera" />
      <ReplacedBand />
      <ShareBand />
      <FloorBands />
      <BandwidthBand />
      <OrderBands />
      <ErasedBand />
      <TimeBand />
      <HarvestBand onOpen={onHarvest} />
      <MessageBands />
    </section>
  );
}
