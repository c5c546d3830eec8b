import type { AppState } from '../../model/app.ts';
import { NO_RECORDS } from '../../model/records.ts';
import { id, inMeeting, mate, mates, me, meeting, nameOf, people, rooms } from './people.ts';

/** States of keeping order: the lobby from both sides, hands in their order, reactions, what a moderator ended. */

const lobby = (change: Partial<AppState> = {}): Partial<AppState> => ({
  screen: 'waiting',
  link: { meeting: 'm_1', title: 'Spring seminar', role: 'participant', passcode: false },
  records: { ...NO_RECORDS, lobby: { id: 'p_1', title: 'Spring seminar', name: 'Ann Okafor', since: 1 } },
  ...change,
});

const waiting = (count: number) =>
  new Map(
    Array.from({ length: count }, (_, index) => {
      const who = id(40 + index);
      return [who, { id: who, name: nameOf(40 + index), since: index }] as const;
    }),
  );

const withHands = () =>
  new Map([...mates(9), ...[2, 3, 7].map((index) => mate(index, { hand: true, hand_at: 100 - index }))]);

export const ORDER_STATES: Readonly<Record<string, () => Partial<AppState>>> = {
  lobby: () => lobby(),
  'lobby-lost': () =>
    lobby({ connection: { state: 'reconnecting', attempt: 2, since: 0, restarting: false } }),
  refused: () => ({ screen: 'refused' }),
  'join-passcode': () => ({
    screen: 'join',
    link: { meeting: 'm_1', title: 'Spring seminar', role: 'participant', passcode: true },
    joinError: {
      code: 'PASSCODE_WRONG',
      message: "That is not the meeting's passcode. Ask whoever sent you the link.",
    },
  }),
  order: () =>
    inMeeting(
      {
        meeting: meeting({ phase: 'open', has_rooms: true }),
        mates: withHands(),
        rooms: rooms(3),
        people: people(16, 3, true),
        waiting: waiting(2),
        door: { passcode: 'sesame' },
      },
      {
        reactions: [
          { id: 1, person: id(1), reaction: 'clap' },
          { id: 2, person: id(1), reaction: 'party' },
          { id: 3, person: id(4), reaction: 'heart' },
        ],
      },
    ),
  erased: () => inMeeting({}, { notices: [{ id: 1, notice: { kind: 'words_erased', everything: true } }] }),
  'order-one-waits': () => inMeeting({ waiting: waiting(1) }),
  'order-muted': () =>
    inMeeting(
      {
        me: { ...me('participant'), microphone: false, camera: false, hand: false },
        meeting: meeting({
          permissions: { ...meeting().permissions, camera: false },
        }),
      },
      {
        notices: [
          { id: 1, notice: { kind: 'muted', by: 'Eva Lindqvist' } },
          { id: 2, notice: { kind: 'camera_stopped', by: 'Eva Lindqvist' } },
          { id: 3, notice: { kind: 'hand_lowered', by: '' } },
        ],
      },
    ),
};
