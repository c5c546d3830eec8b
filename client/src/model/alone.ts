import type { AppState } from './app.ts';
import { memo } from './memo.ts';
import type { Records } from './records.ts';
import { MAIN_ROOM, selectIsModerator, selectStage } from './selectors.ts';

/**
 * Why nobody else is to be seen. `away`: a session is open and the others are in its rooms; how many in how many
 * rooms only moderators know (RT2), for others the counts are null.
 */
export type Alone =
  | { readonly why: 'nobody' }
  | { readonly why: 'empty_room' }
  | { readonly why: 'away'; readonly people: number | null; readonly rooms: number | null };

function reason(records: Records, moderator: boolean): Alone {
  const { me, meeting, people } = records;
  if (me?.room !== MAIN_ROOM) return { why: 'empty_room' };
  if (meeting?.phase !== 'open' && meeting?.phase !== 'closing') return { why: 'nobody' };
  if (!moderator) return { why: 'away', people: null, rooms: null };
  const elsewhere = [...people.values()].filter((person) => person.room !== MAIN_ROOM);
  if (elsewhere.length === 0) return { why: 'nobody' };
  return { why: 'away', people: elsewhere.length, rooms: new Set(elsewhere.map(({ room }) => room)).size };
}

/** null: somebody else is here, or one is not in the meeting. */
export const selectAlone = memo(
  (state: AppState) => [state.records, selectStage(state), selectIsModerator(state)] as const,
  (records, tiles, moderator): Alone | null => {
    const alone = tiles.length === 1 && tiles[0]?.isMe === true;
    return alone ? reason(records, moderator) : null;
  },
);
