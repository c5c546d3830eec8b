import { useCallback } from 'react';
import type { MediaHandle, RemoteSlot } from '../../model/app.ts';
import { selectAudio } from '../../model/selectors.ts';
import { useApp, useStore } from '../store.tsx';

/** A remote picture; the adapter keeps it invisible until it shows this person (RT2). */
export function RemoteVideo({ slot }: { slot: RemoteSlot }) {
  const { attach } = useStore();
  const connect = useCallback(
    (element: HTMLVideoElement | null) => (element ? attach.video(element, slot) : undefined),
    [attach, slot],
  );
  return (
    <video
      aria-hidden="true"
      autoPlay
      className={slot.source === 'screen' ? 'picture picture-whole' : 'picture'}
      data-person={slot.person}
      data-source={slot.source}
      disablePictureInPicture
      muted
      playsInline
      ref={connect}
      tabIndex={-1}
    />
  );
}

/** The own camera, as a mirror. */
export function OwnVideo({ stream }: { stream: MediaHandle }) {
  const { attach } = useStore();
  const connect = useCallback(
    (element: HTMLVideoElement | null) => (element ? attach.preview(element, stream) : undefined),
    [attach, stream],
  );
  return (
    <video
      aria-hidden="true"
      autoPlay
      className="picture picture-mirror"
      muted
      playsInline
      ref={connect}
      tabIndex={-1}
    />
  );
}

function Voice({ slot }: { slot: RemoteSlot }) {
  const { attach } = useStore();
  const connect = useCallback(
    (element: HTMLAudioElement | null) => (element ? attach.audio(element, slot) : undefined),
    [attach, slot],
  );
  // What a screen plays is nobody's voice, and is marked otherwise.
  const whose =
    slot.source === 'microphone' ? { 'data-person': slot.person } : { 'data-presenter': slot.person };
  return <audio autoPlay {...whose} ref={connect} />;
}

/** One element for every voice heard and for the sound of a shared screen, and no other. */
export function Voices() {
  const slots = useApp(selectAudio);
  return slots.map((slot) => <Voice key={`${slot.source}/${slot.person}`} slot={slot} />);
}
