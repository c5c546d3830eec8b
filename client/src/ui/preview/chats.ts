import type { AppState } from '../../model/app.ts';
import { NO_CHAT } from '../../model/chat.ts';
import type { Records } from '../../model/records.ts';
import type { LineRecord } from '../../wire.gen.ts';
import { id, inMeeting, mates, me, nameOf, people, rooms } from './people.ts';
import { open } from './sessions.ts';

/** States of the chat. */

const MINUTE = 60_000;

export const line = (
  number: number,
  who: number,
  text: string,
  change: Partial<LineRecord> = {},
): [string, LineRecord] => [
  `t_${change.conversation ?? 'room:r3'}_${number}`,
  {
    id: `t_${change.conversation ?? 'room:r3'}_${number}`,
    conversation: 'room:r3',
    number,
    by: id(who),
    name: nameOf(who),
    at: Date.now() - (40 - number) * MINUTE,
    text,
    edited: null,
    deleted: false,
    announcement: false,
    ...change,
  },
];

const LONG =
  'I would begin with the second question, because the first one depends on it.\nThen we have ten minutes left for the summary.\n\nhttps://example.org/a/very/long/address/that/does/not/fit/into/one/line?with=a&lot=of#things';

const lines: Records['lines'] = new Map([
  line(21, 1, 'Who begins?'),
  line(22, 2, LONG),
  line(23, 2, 'And who writes? 📝'),
  line(24, 0, 'I can write.', { edited: Date.now() }),
  line(25, 3, '', { deleted: true }),
  line(30, 3, 'نبدأ بالسؤال الثاني'),
  line(31, 3, '<script>alert("no")</script>'),
  line(1, 4, 'All well in Room 3?', { conversation: `person:${id(4)}` }),
  line(2, 0, 'Yes, thank you.', { conversation: `person:${id(4)}` }),
]);

const announcements: Records['announcements'] = new Map([
  ['b1', { id: 'b1', by: nameOf(4), at: Date.now() - 12 * MINUTE, text: 'Ten minutes to go.' }],
]);

const talks: Records['talks'] = new Map([[id(4), { person: id(4), name: nameOf(4), writable: true }]]);

const inRoom = (change: Partial<AppState> = {}, records: Partial<Records> = {}): Partial<AppState> =>
  inMeeting(
    {
      meeting: open(),
      me: me('participant', { room: 'r3', room_name: 'Room 3' }),
      room: { id: 'r3', name: 'Room 3', kind: 'breakout' },
      mates: mates(4),
      lines,
      announcements,
      talks,
      ...records,
    },
    { dismissed: new Set(['b1']), chat: { ...NO_CHAT, read: new Map([['room:r3', 24]]) }, ...change },
  );

export const CHAT_STATES: Readonly<Record<string, () => Partial<AppState>>> = {
  chat: () => inRoom(),
  'chat-paused': () => {
    const meeting = open();
    return inRoom({}, { meeting: { ...meeting, permissions: { ...meeting.permissions, chat: false } } });
  },
  'chat-refused': () =>
    inRoom({
      refusals: new Map([
        ['chat/room:r3', { code: 'TOO_FAST', message: 'You are writing faster than others can read.' }],
      ]),
    }),
  'chat-empty': () =>
    inRoom({ chat: NO_CHAT }, { lines: new Map(), announcements: new Map(), talks: new Map() }),
  'chat-moderator': () =>
    inRoom(
      {},
      {
        me: me('host', { room: 'r3', room_name: 'Room 3' }),
        rooms: rooms(3),
        people: people(18, 3, true),
        talked: new Map([['r2', { room: 'r2', count: 12, changes: 0, changed: [] }]]),
      },
    ),
};
