import type { Detach, MediaElement, MediaHandle, RemoteSlot } from '../model/app.ts';
import { streamOf, streamWith, trackOf } from './handles.ts';

/** Without a receive time the frame's own delay is not known; frames this much later are surely new. */
const BLIND = 300;

interface ReceivedFrame extends VideoFrameCallbackMetadata {
  /** When the encoded frame arrived, as performance.now(). */
  readonly receiveTime?: number;
}

const isOf = (frame: ReceivedFrame, switchedAt: number): boolean =>
  frame.receiveTime === undefined
    ? frame.presentationTime >= switchedAt + BLIND
    : frame.receiveTime >= switchedAt;

function show(video: HTMLVideoElement, fresh: boolean): void {
  video.dataset.fresh = String(fresh);
  // Not display: a picture that is not laid out may not be decoded, and then no frame would ever be reported.
  video.style.visibility = fresh ? '' : 'hidden';
}

function play(video: HTMLVideoElement): void {
  video.muted = true;
  video.play().catch((error: unknown) => {
    // Muted pictures may always play; they are only interrupted by being detached.
    if (!(error instanceof DOMException && error.name === 'AbortError')) throw error;
  });
}

/**
 * Show a track in an element, but no frame that arrived before `switchedAt`: that one shows whoever was in the
 * slot before (RT2).
 */
export function attachRemoteVideo(
  video: HTMLVideoElement,
  track: MediaStreamTrack,
  switchedAt: number,
): Detach {
  let request = 0;
  const look: VideoFrameRequestCallback = (_, frame) => {
    if (isOf(frame, switchedAt)) show(video, true);
    else request = video.requestVideoFrameCallback(look);
  };
  show(video, false);
  const stream = streamWith(track);
  if (video.srcObject !== stream) video.srcObject = stream;
  request = video.requestVideoFrameCallback(look);
  play(video);
  return () => {
    video.cancelVideoFrameCallback(request);
    show(video, false);
    video.srcObject = null;
  };
}

export const attachVideo = (element: MediaElement, slot: RemoteSlot): Detach =>
  attachRemoteVideo(element as HTMLVideoElement, trackOf(slot.track), slot.switchedAt);

export function attachPreview(element: MediaElement, stream: MediaHandle): Detach {
  const video = element as HTMLVideoElement;
  video.srcObject = streamOf(stream);
  play(video);
  return () => {
    video.srcObject = null;
  };
}
