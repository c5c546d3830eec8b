import type { DashboardPersonRecord, MateRecord, MeetingRecord } from '../wire.gen.ts';

/** Records for tests and for looking at the screens: one meeting, and people who differ only where it is said. */

export const MEETING: MeetingRecord = {
  id: 'm_1',
  title: 'Physics',
  phase: 'open',
  assign: 'manual',
  allow: { call: true, return_to_main: false, switch_rooms: false },
  late: 'hold',
  capacity: null,
  round: 0,
  voices: [],
  time_limit: null,
  ends_at: null,
  closes_at: null,
  has_rooms: true,
  permissions: {
    unmute: true,
    camera: true,
    share: true,
    chat: true,
    private_chat: true,
    lobby: false,
    locked: false,
  },
};

export const mate = (id: string, more: Partial<MateRecord> = {}): MateRecord => ({
  id,
  name: id,
  role: 'participant',
  microphone: true,
  camera: true,
  hand: false,
  away: false,
  joined: 1,
  hand_at: null,
  ...more,
});

export const person = (id: string, more: Partial<DashboardPersonRecord> = {}): DashboardPersonRecord => ({
  ...mate(id),
  room: 'main',
  assignment: null,
  move: null,
  pinned: false,
  ...more,
});
