import type { MemberRecord } from '../wire.gen.ts';
import type { AppState } from './app.ts';
import { memo } from './memo.ts';

/** RM1: who presents next. Somebody asks, the presenter hands over or goes on. */

export interface Floor {
  /** I present: who asks me to hand over, the first to ask first. */
  readonly asking: readonly MemberRecord[];
  /** I present: to whom I hand over. */
  readonly givenTo: MemberRecord | null;
  /** I asked, and this presenter has not answered yet. */
  readonly askedOf: string | null;
  /** This presenter hands over to me. */
  readonly givenBy: string | null;
}

const NOBODY: Floor = { asking: [], givenTo: null, askedOf: null, givenBy: null };

export const selectFloor = memo(
  (state: AppState) => [state.records.presentation, state.records.me?.id] as const,
  (presentation, me): Floor => {
    if (presentation === null || presentation.by === null) return NOBODY;
    const { asked, offered, by, name } = presentation;
    if (by === me) {
      return {
        ...NOBODY,
        asking: asked.filter(({ person }) => person !== offered),
        givenTo: asked.find(({ person }) => person === offered) ?? null,
      };
    }
    if (!asked.some(({ person }) => person === me)) return NOBODY;
    return offered === me ? { ...NOBODY, givenBy: name } : { ...NOBODY, askedOf: name };
  },
);

export interface Kept {
  /** The notices that say so, to dismiss them. */
  readonly ids: readonly number[];
  /** Who goes on presenting. */
  readonly by: string;
}

/** The presenter said no; no news any more once I ask again or nobody presents. */
export const selectKept = memo(
  (state: AppState) => [state.notices, state.records.presentation, state.records.me?.id] as const,
  (notices, presentation, me): Kept | null => {
    const told = notices.flatMap(({ id, notice }) => (notice.kind === 'floor_kept' ? [{ id, notice }] : []));
    const last = told.at(-1);
    const over = presentation === null || presentation.asked.some(({ person }) => person === me);
    return !last || over ? null : { ids: told.map(({ id }) => id), by: last.notice.by };
  },
);
