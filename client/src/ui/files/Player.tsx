import { Pause, Play, Volume2, VolumeX } from 'lucide-react';
import { useCallback, useEffect, useState } from 'react';
import { Slider, SliderThumb, SliderTrack } from 'react-aria-components';
import { serverNow } from '../../model/selectors.ts';
import { DRIFT, positionAt, type ShownFile } from '../../model/showing.ts';
import { clock } from '../format.ts';
import { ActionButton, IconButton } from '../parts/Button.tsx';
import { useStore, useTexts } from '../store.tsx';

const CHECK_EVERY = 500;

interface PlayerProps {
  readonly shown: ShownFile;
  readonly url: string;
  /** The address does not work, or not any more. */
  readonly onError: () => void;
  readonly onReady: () => void;
}

/** Keeps the element where the room is: at each change, and twice a second while it plays. */
function useInStep(element: HTMLMediaElement | null, { shown }: ShownFile) {
  const store = useStore();
  const [blocked, setBlocked] = useState(false);
  const playback = shown.playback;
  const step = useCallback(() => {
    if (!element || !playback || element.readyState < HTMLMediaElement.HAVE_METADATA) return;
    const wanted = positionAt(playback, serverNow(store.getState(), Date.now()), element.duration);
    const over = wanted >= element.duration;
    if (!element.seeking && Math.abs(element.currentTime - wanted) > (playback.playing ? DRIFT : 0.01)) {
      element.currentTime = wanted;
    }
    if (!playback.playing || over) element.pause();
    else if (element.paused) {
      element.play().then(
        () => setBlocked(false),
        (error: unknown) => setBlocked(error instanceof DOMException && error.name === 'NotAllowedError'),
      );
    }
  }, [element, playback, store]);
  useEffect(() => {
    if (!element) return;
    step();
    const timer = setInterval(step, CHECK_EVERY);
    element.addEventListener('loadedmetadata', step);
    return () => {
      clearInterval(timer);
      element.removeEventListener('loadedmetadata', step);
    };
  }, [element, step]);
  return { blocked, step };
}

/** What the element says of itself, for the controls. */
function useProgress(element: HTMLMediaElement | null) {
  const [at, setAt] = useState({ now: 0, whole: 0 });
  useEffect(() => {
    if (!element) return;
    const read = () =>
      setAt({
        now: element.currentTime,
        whole: Number.isFinite(element.duration) ? element.duration : 0,
      });
    const events = ['timeupdate', 'durationchange', 'seeked'] as const;
    for (const event of events) element.addEventListener(event, read);
    return () => {
      for (const event of events) element.removeEventListener(event, read);
    };
  }, [element]);
  return at;
}

function Controls({ element, shown }: { element: HTMLMediaElement | null; shown: ShownFile }) {
  const t = useTexts().files;
  const { actions } = useStore();
  const { now, whole } = useProgress(element);
  const [dragged, setDragged] = useState<number | null>(null);
  const [muted, setMuted] = useState(false);
  // At its end it rests without anybody having stopped it: moved back, it goes on.
  const goesOn = shown.shown.playback?.playing ?? false;
  const playing = goesOn && (whole === 0 || now < whole);
  const set = (play: boolean, position: number) =>
    void actions.command(
      { type: 'set_playback', playing: play, position: Math.round(position * 1000) },
      'files',
    );
  const mute = () => {
    if (element) element.muted = !muted;
    setMuted(!muted);
  };
  return (
    <div className="shown-controls">
      {shown.inMyHands && (
        <IconButton
          label={playing ? t.pause : t.play}
          onPress={() => set(!playing, !playing && whole > 0 && now >= whole ? 0 : now)}
        >
          {playing ? <Pause aria-hidden size={20} /> : <Play aria-hidden size={20} />}
        </IconButton>
      )}
      <Slider
        aria-label={t.position}
        className="shown-slider"
        isDisabled={!shown.inMyHands || whole === 0}
        maxValue={whole || 1}
        onChange={(value) => setDragged(value as number)}
        onChangeEnd={(value) => {
          setDragged(null);
          set(goesOn, value as number);
        }}
        step={0.1}
        value={dragged ?? Math.min(now, whole || 1)}
      >
        <SliderTrack className="slider-track">
          <SliderThumb className="slider-thumb" />
        </SliderTrack>
      </Slider>
      <span className="shown-time">{t.time(clock(now), clock(whole))}</span>
      <IconButton label={muted ? t.soundOn : t.soundOff} onPress={mute}>
        {muted ? <VolumeX aria-hidden size={20} /> : <Volume2 aria-hidden size={20} />}
      </IconButton>
    </div>
  );
}

/** RM3: sound or film, at the same second for everyone in the room. */
export function Player({ shown, url, onError, onReady }: PlayerProps) {
  const t = useTexts().files;
  const [element, setElement] = useState<HTMLMediaElement | null>(null);
  const { blocked, step } = useInStep(element, shown);
  const common = {
    'data-file': shown.file.id,
    onError,
    onLoadedMetadata: onReady,
    preload: 'auto',
    ref: setElement,
    src: url,
  };
  return (
    <>
      <div className="shown-area">
        {shown.file.kind === 'video' ? (
          <video {...common} className="shown-picture" playsInline />
        ) : (
          <>
            <audio {...common} />
            <bdi className="shown-sound">{shown.file.name}</bdi>
          </>
        )}
        {blocked && (
          <div className="shown-blocked">
            <p>{t.blocked}</p>
            <ActionButton look="primary" onPress={step}>
              {t.here}
            </ActionButton>
          </div>
        )}
      </div>
      <Controls element={element} shown={shown} />
    </>
  );
}
