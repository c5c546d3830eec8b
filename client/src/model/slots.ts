import type { MediaHandle, RemoteSlot } from './app.ts';
import type { SlotEntry } from './wire.ts';

/**
 * Who is where after a `slots` frame that came at `now` (performance.now()). A slot that keeps its feed stays the
 * same object, so that nothing attached to it is touched.
 */
export function assignSlots(
  before: readonly RemoteSlot[],
  entries: readonly SlotEntry[],
  tracks: ReadonlyMap<string, MediaHandle>,
  now: number,
): readonly RemoteSlot[] {
  const known = new Map(before.map((slot) => [slot.mid, slot]));
  return entries.flatMap(({ mid, person, source }) => {
    const track = tracks.get(mid);
    if (!track) return [];
    const kept = known.get(mid);
    const same = kept?.person === person && kept.source === source && kept.track === track;
    return same ? [kept] : [{ mid, person, source, switchedAt: now, track }];
  });
}
