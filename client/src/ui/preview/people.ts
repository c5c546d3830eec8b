import type { AppState, MediaHandle, RemoteSlot } from '../../model/app.ts';
import { MEETING, mate as mateRecord } from '../../model/in_memory_records.ts';
import { INITIAL_MEDIA } from '../../model/initial.ts';
import { NO_RECORDS, type Records } from '../../model/records.ts';
import type {
  DashboardPersonRecord,
  DashboardRoomRecord,
  MateRecord,
  MeetingRecord,
  Role,
} from '../../wire.gen.ts';

/** Made-up people and rooms for looking at the screens during development; no part of the product. */

const NAMES = [
  'Eva Lindqvist',
  'Ben Okafor',
  'Ann',
  'Cem Yılmaz',
  'Ola Nordmann',
  'Kim Ji-woo',
  'نور الهدى',
  'Zoë 🌈',
  'Maximiliane von und zu Hohenfeld-Wasserburg am Inn die Jüngere',
  'Ravi',
  'Lucía Fernández',
  'Tomás',
  'Ingrid',
  'דנה',
  'Pavel',
  'Mei',
  'Samir',
  'Ada',
  'Grace',
  'Ann',
];

export const nameOf = (index: number): string => {
  const name = NAMES[index % NAMES.length] ?? 'Someone';
  return index < NAMES.length ? name : `${name} ${Math.floor(index / NAMES.length) + 1}`;
};

export const id = (index: number): string => `p_${index}`;

const roleOf = (index: number): Role => (index === 0 ? 'host' : index === 4 ? 'moderator' : 'participant');

export const meeting = (change: Partial<MeetingRecord> = {}): MeetingRecord => ({
  ...MEETING,
  title: 'Spring seminar',
  phase: 'none',
  assign: 'automatic',
  has_rooms: false,
  late: 'smallest',
  allow: { call: true, return_to_main: true, switch_rooms: false },
  ...change,
});

const shown = (index: number): MateRecord =>
  mateRecord(id(index), {
    name: nameOf(index),
    role: roleOf(index),
    microphone: index % 3 !== 1,
    hand: index === 5,
    away: index === 11,
    joined: index,
    hand_at: index === 5 ? 1 : null,
  });

export const mate = (index: number, change: Partial<MateRecord> = {}): [string, MateRecord] => [
  id(index),
  {
    ...shown(index),
    camera: index % 4 !== 3,
    ...change,
  },
];

export const mates = (count: number, from = 0): Map<string, MateRecord> =>
  new Map(
    Array.from({ length: count }, (_, index) => mate(from === 0 ? index : index === 0 ? 0 : index + from)),
  );

export const rooms = (count: number): Map<string, DashboardRoomRecord> =>
  new Map([
    ['main', { id: 'main', name: 'Main room', order: 0, kind: 'main', closes_at: null }],
    ...Array.from({ length: count }, (_, index): [string, DashboardRoomRecord] => [
      `r${index + 1}`,
      { id: `r${index + 1}`, name: `Room ${index + 1}`, order: index + 1, kind: 'breakout', closes_at: null },
    ]),
  ]);

/** Everybody dealt out over the rooms; every `stay`th person without a room. */
export function people(
  count: number,
  roomCount: number,
  seated: boolean,
  stay = 7,
): Map<string, DashboardPersonRecord> {
  return new Map(
    Array.from({ length: count }, (_, index) => {
      const role = roleOf(index);
      const room =
        role !== 'participant' || index % stay === 6 || roomCount === 0
          ? null
          : `r${(index % roomCount) + 1}`;
      return [
        id(index),
        {
          ...shown(index),
          room: seated ? (room ?? 'main') : 'main',
          assignment: room,
          move: null,
          pinned: index === 9,
        },
      ];
    }),
  );
}

export const me = (
  role: Role,
  change: Partial<NonNullable<Records['me']>> = {},
): NonNullable<Records['me']> => ({
  id: id(0),
  name: nameOf(0),
  role,
  room: 'main',
  room_name: 'Main room',
  assignment: null,
  assignment_name: null,
  move: null,
  call: null,
  microphone: true,
  camera: true,
  hand: false,
  ...change,
});

const slots = (there: ReadonlyMap<string, MateRecord>): RemoteSlot[] =>
  [...there.values()]
    .filter((one) => one.id !== id(0))
    .flatMap((one, index): RemoteSlot[] => {
      const slot = { person: one.id, switchedAt: 0, track: {} as MediaHandle };
      const sound: RemoteSlot = { ...slot, mid: `a${index}`, source: 'microphone' };
      return one.camera && index % 3 === 0
        ? [sound, { ...slot, mid: `v${index}`, source: 'camera' }]
        : [sound];
    });

export function inMeeting(records: Partial<Records>, change: Partial<AppState> = {}): Partial<AppState> {
  const there = records.mates ?? mates(6);
  return {
    screen: 'meeting',
    link: { meeting: 'm_1', title: 'Spring seminar', role: 'host', passcode: false },
    name: nameOf(0),
    records: {
      ...NO_RECORDS,
      meeting: meeting(),
      me: me('host'),
      room: { id: 'main', name: 'Main room', kind: 'main' },
      mates: there,
      ...records,
    },
    speaking: new Set([id(2)]),
    media: {
      ...INITIAL_MEDIA,
      microphone: 'ok',
      camera: 'ok',
      preview: {} as MediaHandle,
      slots: slots(there),
      connection: 'up',
      devices: DEVICES,
    },
    ...change,
  };
}

export const DEVICES: AppState['media']['devices'] = [
  { kind: 'microphone', id: 'm1', label: 'Built-in microphone' },
  { kind: 'microphone', id: 'm2', label: 'USB headset with a rather long product name (1234:5678)' },
  { kind: 'camera', id: 'c1', label: 'Built-in camera' },
  { kind: 'speaker', id: 's1', label: 'Built-in speakers' },
];
