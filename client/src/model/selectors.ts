import type { MateRecord } from '../wire.gen.ts';
import type { AppState, RemoteSlot } from './app.ts';
import { memo } from './memo.ts';
import type { Records } from './records.ts';
import type { Role } from './wire.ts';

export const MAIN_ROOM = 'main';

export interface Tile {
  /** Stable for a React key. */
  readonly key: string;
  readonly person: string;
  readonly source: 'camera' | 'screen';
  readonly name: string;
  readonly role: Role;
  readonly isMe: boolean;
  readonly microphone: boolean;
  /** The person says their camera is on; a picture is there once `video` is set. */
  readonly camera: boolean;
  readonly hand: boolean;
  readonly speaking: boolean;
  /** The slot to show; null: show the initial. Own camera: null, show `media.preview`. */
  readonly video: RemoteSlot | null;
}

const byJoining = (a: MateRecord, b: MateRecord): number => a.joined - b.joined || (a.id < b.id ? -1 : 1);

const slotsBySource = (slots: readonly RemoteSlot[], source: RemoteSlot['source']): Map<string, RemoteSlot> =>
  new Map(slots.filter((slot) => slot.source === source).map((slot) => [slot.person, slot]));

function tile(
  mate: MateRecord,
  source: Tile['source'],
  me: string | undefined,
  speaking: boolean,
  video: RemoteSlot | null,
): Tile {
  return {
    key: `${source}/${mate.id}`,
    person: mate.id,
    source,
    name: mate.name,
    role: mate.role,
    isMe: mate.id === me,
    microphone: mate.microphone,
    camera: mate.camera,
    hand: mate.hand,
    speaking,
    video,
  };
}

function stage(
  records: Records,
  slots: readonly RemoteSlot[],
  speaking: ReadonlySet<string>,
): readonly Tile[] {
  const me = records.me?.id;
  const mates = [...records.mates.values()].filter((mate) => !mate.away || mate.id === me).sort(byJoining);
  const cameras = slotsBySource(slots, 'camera');
  const screens = slotsBySource(slots, 'screen');
  const presenter = records.presentation?.what.kind === 'screen' ? records.presentation.by : null;
  const shown = mates
    .filter((mate) => mate.id === presenter && mate.id !== me)
    .map((mate) => tile(mate, 'screen', me, false, screens.get(mate.id) ?? null));
  const faces = mates.map((mate) => {
    const slot = mate.id === me || !mate.camera ? null : (cameras.get(mate.id) ?? null);
    return tile(mate, 'camera', me, mate.microphone && speaking.has(mate.id), slot);
  });
  return [...shown, ...faces];
}

/** Everyone in my room who is connected, a screen they share first (RM1), then faces in the order of joining; myself among them. */
export const selectStage = memo(
  (state: AppState) => [state.records, state.media.slots, state.speaking] as const,
  stage,
);

/** BC1: moderators who speak to all breakout rooms are heard there, and only there, without being room-mates. */
function heardIn(records: Records): (person: string) => boolean {
  const voices = records.meeting?.voices ?? [];
  const toRooms = records.me !== null && records.me.room !== MAIN_ROOM;
  return (person) =>
    records.mates.has(person) || (toRooms && voices.some((voice) => voice.person === person));
}

/** Exactly the sounds that must play: one audio element each. RT2: slots of anybody else are left out. */
export const selectAudio = memo(
  (state: AppState) => [state.records, state.media.slots] as const,
  (records, slots): readonly RemoteSlot[] => {
    const heard = heardIn(records);
    const presenter = records.presentation?.by;
    return slots.filter(
      ({ source, person }) =>
        person !== records.me?.id &&
        ((source === 'microphone' && heard(person)) || (source === 'screen_sound' && person === presenter)),
    );
  },
);

export interface Presenter {
  readonly id: string;
  readonly name: string;
  readonly isMe: boolean;
}

/** RM1: who presents in my room, whatever it is; a file stays when its presenter has gone. */
export const selectPresenter = memo(
  (state: AppState) => [state.records.presentation, state.records.me?.id] as const,
  (presentation, me): Presenter | null =>
    presentation === null || presentation.by === null
      ? null
      : { id: presentation.by, name: presentation.name, isMe: presentation.by === me },
);

export const serverNow = (state: AppState, now: number): number => now + state.clockOffset;

export interface Countdown {
  readonly room: string;
  readonly roomName: string;
  /** Server time. */
  readonly due: number;
  /** Milliseconds left, never negative. */
  readonly left: number;
  /** Whole seconds to show: 5 right after the start of five seconds, 0 when due. */
  readonly seconds: number;
}

export const secondsLeft = (left: number): number => Math.ceil(Math.max(0, left) / 1000);

/** My own pending move, or null. `now` is local time. */
export function selectCountdown(state: AppState, now: number): Countdown | null {
  const move = state.records.me?.move;
  if (!move) return null;
  const left = Math.max(0, move.due - serverNow(state, now));
  return { room: move.room, roomName: move.room_name, due: move.due, left, seconds: secondsLeft(left) };
}

export interface RemainingTime {
  readonly endsAt: number;
  readonly left: number;
  readonly seconds: number;
  /** TM2: `five` from five minutes on, `one` from one minute on. */
  readonly warning: 'none' | 'five' | 'one';
}

/** TM1: null without a limit. */
export function selectRemainingTime(state: AppState, now: number): RemainingTime | null {
  const meeting = state.records.meeting;
  if (!meeting || meeting.ends_at === null) return null;
  // While it closes for lack of time there is still time to add; ended by hand, there is none left to show.
  const runsOut = meeting.phase === 'closing' && meeting.closes_at === meeting.ends_at;
  if (meeting.phase !== 'open' && !runsOut) return null;
  const left = Math.max(0, meeting.ends_at - serverNow(state, now));
  const warning = left <= 60_000 ? 'one' : left <= 300_000 ? 'five' : 'none';
  return { endsAt: meeting.ends_at, left, seconds: secondsLeft(left), warning };
}

/** Until everybody is back in the main room, or null; for moderators, who have no countdown of their own. */
export function selectClosing(state: AppState, now: number): { left: number; seconds: number } | null {
  const meeting = state.records.meeting;
  if (meeting?.phase !== 'closing' || meeting.closes_at === null) return null;
  const left = Math.max(0, meeting.closes_at - serverNow(state, now));
  return { left, seconds: secondsLeft(left) };
}

export const isModeratorRole = (role: Role): boolean => role !== 'participant';

/** RT1: only for what to show; the server checks every command itself. */
export function selectIsModerator(state: AppState): boolean {
  const me = state.records.me;
  return me !== null && isModeratorRole(me.role);
}

export const selectPhase = (state: AppState) => state.records.meeting?.phase ?? 'none';

/** Is a command of this place (and type) still without an answer? */
export const isPending = (state: AppState, place: string): boolean =>
  state.pending.some((pending) => pending.place === place);

export const refusalAt = (state: AppState, place: string) => state.refusals.get(place) ?? null;

/** JN3: the join page asks for a passcode; also when one was set while the page was open. */
export const selectAsksPasscode = ({ link, joinError }: AppState): boolean =>
  link?.passcode === true || /^PASSCODE_|^TOO_MANY_GUESSES$/.test(joinError?.code ?? '');
