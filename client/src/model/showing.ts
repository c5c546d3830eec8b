import type { FileRecord, Playback, ShownFileRecord } from '../wire.gen.ts';
import type { AppState } from './app.ts';
import { memo } from './memo.ts';
import { isModeratorRole } from './selectors.ts';

/** RM3: the file that my room is shown. */

export interface ShownFile {
  readonly file: FileRecord;
  readonly shown: ShownFileRecord;
  readonly byMe: boolean;
  /** Who shows it. */
  readonly name: string;
  /** I turn the pages and hold the film: I show it, it is handed over to me, I moderate, or whoever showed it has gone. */
  readonly inMyHands: boolean;
}

export const selectShownFile = memo(
  (state: AppState) => [state.records.presentation, state.records.files, state.records.me] as const,
  (presentation, files, me): ShownFile | null => {
    if (presentation?.what.kind !== 'file' || !me) return null;
    const file = files.get(presentation.what.file);
    if (!file) return null;
    const byMe = presentation.by === me.id;
    return {
      file,
      shown: presentation.what,
      byMe,
      name: presentation.name,
      inMyHands:
        byMe || presentation.by === null || presentation.offered === me.id || isModeratorRole(me.role),
    };
  },
);

/** The files of my room, the newest first. */
export const selectFiles = memo(
  (state: AppState) => [state.records.files] as const,
  (files): readonly FileRecord[] => [...files.values()].sort((a, b) => b.at - a.at || (a.id < b.id ? -1 : 1)),
);

/** Seconds a page may be off before it is put right. */
export const DRIFT = 0.3;

/** Where sound or film stands, in seconds; `now` is server time. */
export function positionAt(playback: Playback, now: number, duration: number): number {
  const gone = playback.playing ? Math.max(0, now - playback.at) : 0;
  const position = (playback.position + gone) / 1000;
  return Number.isFinite(duration) ? Math.min(position, duration) : position;
}
