import type { AppState, NoticeEntry } from '../../model/app.ts';
import type { Records } from '../../model/records.ts';
import type { CallRecord, MeetingRecord } from '../../wire.gen.ts';
import { id, inMeeting, mates, me, meeting, nameOf, people, rooms } from './people.ts';

/** States of a running session: calls, broadcasts, rounds, late joiners. */

export const open = (change: Partial<MeetingRecord> = {}): MeetingRecord =>
  meeting({ phase: 'open', time_limit: 15, has_rooms: true, ends_at: Date.now() + 761_000, ...change });

const call = (index: number, room: string, change: Partial<CallRecord> = {}): [string, CallRecord] => [
  id(index),
  {
    person: id(index),
    name: nameOf(index),
    room: `r${room}`,
    room_name: `Room ${room}`,
    at: Date.now() - 20_000 * index,
    reason: null,
    claimed_by: null,
    claimed_by_name: null,
    ...change,
  },
];

const LONG =
  'Ten minutes to go. Please write your three findings on the board, choose who will speak for your room, and be ready to come back to the main room.';

const announcements: Records['announcements'] = new Map([
  ['b1', { id: 'b1', by: 'Ola Nordmann', at: Date.now() - 400_000, text: LONG }],
  ['b2', { id: 'b2', by: 'Eva Lindqvist', at: Date.now() - 60_000, text: 'خمس دقائق متبقية' }],
]);

const broadcasts: Records['broadcasts'] = new Map([
  [
    'b1',
    {
      id: 'b1',
      by: 'Ola Nordmann',
      at: Date.now() - 400_000,
      text: LONG,
      rooms: ['Room 1', 'Room 2', 'Room 3'],
      received: 16,
    },
  ],
  [
    'b2',
    {
      id: 'b2',
      by: 'Eva Lindqvist',
      at: Date.now() - 60_000,
      text: 'خمس دقائق متبقية',
      rooms: ['Room 2'],
      received: 1,
    },
  ],
]);

const KINDS = [
  ['StartBreakout', [], '', 16, ''],
  ['MovePeople', [2], 'Room 3', null, ''],
  ['Shuffle', [], '', 12, 'memory'],
  ['MoveToNextRoom', [], '', 16, 'back'],
  ['MovePeople', [1, 2, 3, 5], 'Room 1', null, ''],
  ['DismissCall', [8], 'Room 3', null, ''],
  ['GatherEveryone', [], '', 16, ''],
] as const;

const actions: Records['actions'] = new Map(
  KINDS.map(([kind, who, room, count, how], index) => [
    String(index + 1),
    {
      number: index + 1,
      at: Date.now() - (KINDS.length - index) * 95_000,
      by: index === 2 ? '' : nameOf(index % 2 === 0 ? 0 : 4),
      kind,
      people: who.map(nameOf),
      room,
      rooms: [],
      count,
      how,
    },
  ]),
);

const member = (index: number) => ({ person: id(index), name: nameOf(index) });

const groupings: Records['groupings'] = new Map([
  ['1', { number: 1, keeping: 'together', people: [2, 6, 8].map(member), kept: true }],
  ['2', { number: 2, keeping: 'apart', people: [1, 3, 5, 7, 9].map(member), kept: false }],
]);

const late = (number: number, index: number, room: string | null): NoticeEntry => ({
  id: number,
  notice: { kind: 'late_joiner', person: id(index), name: nameOf(index), room },
});

const running = (records: Partial<Records>, change: Partial<AppState> = {}): Partial<AppState> =>
  inMeeting(
    {
      meeting: open({ round: 2 }),
      rooms: rooms(3),
      people: people(18, 3, true),
      control: { undo: true },
      broadcasts,
      actions,
      ...records,
    },
    change,
  );

const participant = (
  records: Partial<Records>,
  self: Parameters<typeof me>[1] = {},
  change: Partial<AppState> = {},
): Partial<AppState> =>
  inMeeting(
    {
      meeting: open(),
      me: me('participant', { room: 'r3', room_name: 'Room 3', ...self }),
      room: { id: 'r3', name: 'Room 3', kind: 'breakout' },
      mates: mates(4),
      ...records,
    },
    change,
  );

const calls = new Map([
  call(2, '3'),
  call(8, '3', {
    reason: 'We do not agree on what the second question means. Can you explain it again?',
    claimed_by: id(4),
    claimed_by_name: nameOf(4),
  }),
]);

const gathered = () => {
  const everyone = people(18, 3, true);
  for (const [key, person] of everyone) everyone.set(key, { ...person, room: 'main' });
  return everyone;
};

type Choice = Records['choices'] extends ReadonlyMap<string, infer R> ? R : never;

const choice = (order: number, names: readonly string[]): [string, Choice] => [
  `r${order}`,
  {
    id: `r${order}`,
    name: `Room ${order}`,
    order,
    people: names,
    count: names.length,
    capacity: 4,
    full: names.length >= 4,
  },
];

export const SESSION_STATES: Readonly<Record<string, () => Partial<AppState>>> = {
  calls: () => running({ calls }),
  groupings: () => running({ groupings }),
  'on-air': () => running({ meeting: open({ voices: [{ person: id(0), name: nameOf(0) }] }) }),
  gathered: () => running({ people: gathered() }),
  late: () => running({ meeting: open({ late: 'hold' }) }, { notices: [late(1, 6, null)] }),
  'late-sent': () => running({}, { notices: [late(1, 7, 'Room 2')] }),
  announced: () => participant({ announcements }),
  hearing: () => participant({ meeting: open({ voices: [{ person: id(4), name: nameOf(4) }] }) }),
  called: () => participant({}, { call: { at: Date.now() - 45_000, reason: null, claimed_by: null } }),
  claimed: () =>
    participant(
      {},
      { call: { at: Date.now() - 45_000, reason: 'The second question', claimed_by: nameOf(4) } },
    ),
  'call-dismissed': () => participant({}, {}, { notices: [{ id: 1, notice: { kind: 'call_dismissed' } }] }),
  'choose-capacity': () =>
    inMeeting({
      meeting: open({ assign: 'choose', ends_at: null, capacity: 4 }),
      me: me('participant'),
      choices: new Map([
        choice(1, ['Ann', 'Ben Okafor', 'نور الهدى', 'Kim']),
        choice(2, ['Zoë 🌈']),
        choice(3, []),
      ]),
    }),
  'switch-capacity': () =>
    participant({
      meeting: open({ capacity: 4, allow: { call: true, return_to_main: true, switch_rooms: true } }),
      choices: new Map([
        choice(1, ['Ann', 'Ben Okafor', 'نور الهدى', 'Kim']),
        choice(2, ['Zoë 🌈']),
        choice(3, ['Eva Lindqvist', 'Ravi']),
      ]),
    }),
};
