import type { MediaHandle } from '../model/app.ts';

/** The only place where the model's opaque handles and the browser's objects meet. */
export const handleOf = (media: MediaStream | MediaStreamTrack): MediaHandle =>
  media as unknown as MediaHandle;

export const trackOf = (handle: MediaHandle): MediaStreamTrack => handle as unknown as MediaStreamTrack;

export const streamOf = (handle: MediaHandle): MediaStream => handle as unknown as MediaStream;

const streams = new WeakMap<MediaStreamTrack, MediaStream>();

/** The same stream for the same track: an element that is given the same stream again goes on playing. */
export function streamWith(track: MediaStreamTrack): MediaStream {
  const known = streams.get(track);
  if (known) return known;
  const stream = new MediaStream([track]);
  streams.set(track, stream);
  return stream;
}
