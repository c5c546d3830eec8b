import type { AppState, MediaHandle, MediaState } from '../../model/app.ts';
import { INITIAL_MEDIA } from '../../model/initial.ts';
import type { MeetingRecord } from '../../wire.gen.ts';
import { CHAT_STATES } from './chats.ts';
import { DOCUMENT_STATES } from './documents.ts';
import { FILE_STATES } from './files.ts';
import { ORDER_STATES } from './orders.ts';
import { DEVICES, id, inMeeting, mates, me, meeting, people, rooms } from './people.ts';
import { open, SESSION_STATES } from './sessions.ts';
import { STAGE_STATES } from './stages.ts';

const joining = (media: Partial<MediaState>, change: Partial<AppState> = {}): Partial<AppState> => ({
  screen: 'join',
  link: { meeting: 'm_1', title: 'Spring seminar', role: 'moderator', passcode: false },
  media: {
    ...INITIAL_MEDIA,
    microphone: 'ok',
    camera: 'ok',
    level: 0.4,
    preview: {} as MediaHandle,
    devices: DEVICES,
    ...media,
  },
  ...change,
});

const draft = (count: number, roomCount: number): Partial<AppState> =>
  inMeeting({
    meeting: meeting({ phase: 'draft', has_rooms: true }),
    rooms: rooms(roomCount),
    people: people(count, roomCount, false),
  });

function moving(count: number, roomCount: number): Partial<AppState> {
  const everyone = people(count, roomCount, true);
  for (const index of [2, 3]) {
    const person = everyone.get(id(index));
    if (person) everyone.set(id(index), { ...person, move: { room: 'r1', due: Date.now() + 60_000 } });
  }
  const strayed = everyone.get(id(8));
  if (strayed) everyone.set(id(8), { ...strayed, room: 'main' });
  return inMeeting({ meeting: open(), rooms: rooms(roomCount), people: everyone });
}

const participant = (
  change: Partial<MeetingRecord>,
  self: Parameters<typeof me>[1] = {},
): Partial<AppState> =>
  inMeeting({
    meeting: open(change),
    me: me('participant', { room: 'r3', room_name: 'Room 3', ...self }),
    room: { id: 'r3', name: 'Room 3', kind: 'breakout' },
    mates: mates(4),
  });

const choices = new Map(
  ['Room 1', 'Room 2', 'Colour theory', 'Room 4'].map((name, index) => [
    `r${index + 1}`,
    {
      id: `r${index + 1}`,
      name,
      order: index,
      count: index * 2,
      capacity: null,
      full: false,
      people: ['Ann', 'Ben Okafor', 'نور الهدى', 'Kim', 'Zoë', 'Ravi', 'Ada', 'Mei'].slice(0, index * 2),
    },
  ]),
);

/** Every state worth looking at, by the name in the address (#name). */
export const STATES: Readonly<Record<string, () => Partial<AppState>>> = {
  join: () => joining({}),
  'join-refused': () =>
    joining(
      { microphone: 'missing', camera: 'refused', preview: null, devices: [], level: 0 },
      { joinError: { code: 'MEETING_FULL', message: 'This meeting is full.' } },
    ),
  'join-starting': () => joining({ microphone: 'starting', camera: 'starting', preview: null, level: 0 }),
  connecting: () => joining({}, { screen: 'connecting', name: 'Eva' }),
  'link-invalid': () => ({ screen: 'link_error', linkError: { code: 'LINK_INVALID', message: '' } }),
  'link-revoked': () => ({ screen: 'link_error', linkError: { code: 'LINK_REVOKED', message: '' } }),
  'link-expired': () => ({ screen: 'link_error', linkError: { code: 'LINK_EXPIRED', message: '' } }),
  unreachable: () => ({ screen: 'link_error', linkError: { code: 'UNREACHABLE', message: '' } }),
  loading: () => ({ screen: 'loading' }),
  replaced: () => ({ screen: 'replaced' }),
  left: () => ({ screen: 'left' }),
  removed: () => ({ screen: 'removed' }),
  ...Object.fromEntries(
    [1, 2, 3, 5, 9, 16, 24].map((count) => [`stage-${count}`, () => inMeeting({ mates: mates(count) })]),
  ),
  reconnecting: () =>
    inMeeting(
      {},
      { connection: { state: 'reconnecting', attempt: 2, since: Date.now(), restarting: false } },
    ),
  restarting: () =>
    inMeeting({}, { connection: { state: 'reconnecting', attempt: 1, since: Date.now(), restarting: true } }),
  blocked: () => {
    const state = inMeeting({});
    return { ...state, media: { ...INITIAL_MEDIA, ...state.media, soundBlocked: true } };
  },
  'media-failed': () => {
    const state = inMeeting({});
    return { ...state, media: { ...INITIAL_MEDIA, ...state.media, connection: 'failed' } };
  },
  'devices-replaced': () => {
    const state = inMeeting({});
    const replaced = [
      { kind: 'microphone', label: 'Built-in microphone', back: false },
      { kind: 'speaker', label: '', back: false },
    ] as const;
    return { ...state, media: { ...INITIAL_MEDIA, ...state.media, replaced } };
  },
  draft: () => draft(18, 3),
  'draft-refused': () => ({
    ...draft(18, 3),
    refusals: new Map([
      [
        'dashboard',
        { code: 'NO_ROOMS', message: 'No breakout room is meant. Create or choose rooms first.' },
      ],
      [
        'room/r2',
        { code: 'ROOM_NAME', message: 'Give the room a name of 1 to 64 characters that no other room has.' },
      ],
    ]),
  }),
  setup: () => inMeeting({}),
  existing: () => inMeeting({ meeting: meeting({ phase: 'closed', has_rooms: true }), rooms: rooms(3) }),
  open: () => moving(18, 3),
  'open-plain': () =>
    inMeeting({ meeting: open({ ends_at: null }), rooms: rooms(3), people: people(18, 3, true) }),
  'open-joined': () =>
    inMeeting({
      meeting: open({ ends_at: Date.now() + 250_000 }),
      me: me('host', { room: 'r2', room_name: 'Room 2' }),
      room: { id: 'r2', name: 'Room 2', kind: 'breakout' },
      rooms: rooms(3),
      people: people(18, 3, true),
    }),
  huge: () => moving(1000, 100),
  closing: () =>
    inMeeting({
      meeting: open({ phase: 'closing', closes_at: Date.now() + 10_000 }),
      rooms: rooms(3),
      people: people(18, 3, true),
    }),
  'warn-5': () => participant({ ends_at: Date.now() + 301_000 }),
  'warn-1': () => participant({ ends_at: Date.now() + 61_000 }),
  participant: () => participant({}),
  'participant-switch': () => {
    const state = participant({ allow: { call: true, return_to_main: true, switch_rooms: true } });
    return state.records ? { ...state, records: { ...state.records, choices } } : state;
  },
  choose: () =>
    inMeeting({ meeting: open({ assign: 'choose', ends_at: null }), me: me('participant'), choices }),
  going: () =>
    participant(
      {},
      {
        room: 'main',
        room_name: 'Main room',
        move: { room: 'r3', room_name: 'Room 3', due: Date.now() + 5_000 },
      },
    ),
  'going-back': () =>
    participant(
      { phase: 'closing', closes_at: Date.now() + 10_000 },
      { move: { room: 'main', room_name: 'Main room', due: Date.now() + 10_000 } },
    ),
  ...ORDER_STATES,
  ...SESSION_STATES,
  ...CHAT_STATES,
  ...FILE_STATES,
  ...DOCUMENT_STATES,
  ...STAGE_STATES,
};
