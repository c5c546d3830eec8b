// Generated from reconvene.wire; do not edit.

export type Role = 'host' | 'moderator' | 'participant';
export type Phase = 'none' | 'draft' | 'open' | 'closing' | 'closed';
export type Assign = 'automatic' | 'manual' | 'choose';
export type Source = 'microphone' | 'camera' | 'screen';
export type Direction = 'up' | 'down';

export interface Refusal {
  readonly code: string;
  readonly message: string;
}

export interface Allow {
  readonly call: boolean;
  readonly return_to_main: boolean;
  readonly switch_rooms: boolean;
}

export interface MeetingRecord {
  readonly id: string;
  readonly title: string;
  readonly phase: Phase;
  readonly assign: Assign;
  readonly allow: Allow;
  readonly time_limit: number | null;
  readonly ends_at: number | null;
  readonly closes_at: number | null;
  readonly has_rooms: boolean;
}

export interface ChoiceRecord {
  readonly id: string;
  readonly name: string;
  readonly order: number;
  readonly people: readonly string[];
  readonly count: number;
}

export interface MyMove {
  readonly room: string;
  readonly room_name: string;
  readonly due: number;
}

export interface MeRecord {
  readonly id: string;
  readonly name: string;
  readonly role: Role;
  readonly room: string;
  readonly room_name: string;
  readonly assignment: string | null;
  readonly assignment_name: string | null;
  readonly move: MyMove | null;
  readonly microphone: boolean;
  readonly camera: boolean;
  readonly hand: boolean;
}

export interface RoomRecord {
  readonly id: string;
  readonly name: string;
  readonly kind: 'main' | 'breakout';
}

export interface MateRecord {
  readonly id: string;
  readonly name: string;
  readonly role: Role;
  readonly microphone: boolean;
  readonly camera: boolean;
  readonly hand: boolean;
  readonly away: boolean;
  readonly joined: number;
}

export interface DashboardRoomRecord {
  readonly id: string;
  readonly name: string;
  readonly order: number;
  readonly kind: 'main' | 'breakout';
  readonly closes_at: number | null;
}

export interface Move {
  readonly room: string;
  readonly due: number;
}

export interface DashboardPersonRecord {
  readonly id: string;
  readonly name: string;
  readonly role: Role;
  readonly room: string;
  readonly assignment: string | null;
  readonly move: Move | null;
  readonly microphone: boolean;
  readonly camera: boolean;
  readonly hand: boolean;
  readonly away: boolean;
  readonly joined: number;
}

export type AnyRecord =
  | MeetingRecord
  | ChoiceRecord
  | MeRecord
  | RoomRecord
  | MateRecord
  | DashboardRoomRecord
  | DashboardPersonRecord;

export type Change = readonly ['put', string, AnyRecord] | readonly ['del', string];

export type Command =
  | {
      readonly type: 'configure_breakout';
      readonly rooms: number;
      readonly assign: Assign;
      readonly time_limit: number | null;
      readonly allow: Allow;
    }
  | { readonly type: 'keep_rooms' }
  | { readonly type: 'add_room'; readonly name: string | null }
  | { readonly type: 'rename_room'; readonly room: string; readonly name: string }
  | { readonly type: 'delete_room'; readonly room: string }
  | { readonly type: 'move_people'; readonly people: readonly string[]; readonly room: string }
  | { readonly type: 'shuffle' }
  | { readonly type: 'start_breakout' }
  | { readonly type: 'end_breakout' }
  | { readonly type: 'add_time'; readonly minutes: number }
  | { readonly type: 'join_room'; readonly room: string }
  | { readonly type: 'set_microphone'; readonly on: boolean }
  | { readonly type: 'set_camera'; readonly on: boolean }
  | { readonly type: 'raise_hand'; readonly raised: boolean }
  | { readonly type: 'leave' };

export interface IceCandidate {
  readonly candidate: string;
  readonly sdpMid?: string | null;
  readonly sdpMLineIndex?: number | null;
  readonly usernameFragment?: string | null;
}

export interface CandidateFrame {
  readonly type: 'candidate';
  readonly attempt: number;
  readonly connection: Direction;
  readonly candidate: IceCandidate | null;
}

export type UpFrame =
  | {
      readonly type: 'hello';
      readonly seat: string;
      readonly page: string;
      readonly epoch: string | null;
      readonly since: number | null;
    }
  | { readonly type: 'command'; readonly id: string; readonly command: Command }
  | { readonly type: 'ping'; readonly at: number }
  | { readonly type: 'speaking'; readonly on: boolean }
  | {
      readonly type: 'publish';
      readonly attempt: number;
      readonly sdp: string;
      readonly mids: { readonly microphone: string; readonly camera: string; readonly screen: string };
    }
  | { readonly type: 'subscribed'; readonly attempt: number; readonly sdp: string }
  | CandidateFrame;

export interface SlotEntry {
  readonly mid: string;
  readonly person: string;
  readonly source: Source;
}

export type DownFrame =
  | {
      readonly type: 'welcome';
      readonly epoch: string;
      readonly person: string;
      readonly now: number;
      readonly media: boolean;
      readonly view: { readonly [key: string]: AnyRecord } | null;
      readonly seq: number;
    }
  | {
      readonly type: 'changes';
      readonly seq: number;
      readonly changes: readonly Change[];
    }
  | { readonly type: 'answer'; readonly id: string; readonly refusal: Refusal | null }
  | { readonly type: 'pong'; readonly at: number; readonly now: number }
  | { readonly type: 'speaking'; readonly people: readonly string[] }
  | { readonly type: 'published'; readonly attempt: number; readonly sdp: string }
  | { readonly type: 'subscribe'; readonly attempt: number; readonly sdp: string }
  | CandidateFrame
  | { readonly type: 'slots'; readonly attempt: number; readonly slots: readonly SlotEntry[] }
  | { readonly type: 'media_reset' }
  | { readonly type: 'error'; readonly code: string; readonly message: string };
