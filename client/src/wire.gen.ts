// Made by `python -m reconvene.wire.typescript`; change the Python definitions, not this file.

export type Role = "host" | "moderator" | "participant";

export type Phase = "none" | "draft" | "open" | "closing" | "closed";

export type Assign = "automatic" | "manual" | "choose";

export type Source = "microphone" | "camera" | "screen";

export type Direction = "up" | "down";

/** CF3: add a room at the end; without a name it gets the next number. */
export interface AddRoom {
  readonly name?: string | null;
  readonly type: "add_room";
}

/** TM2: put the end off by some minutes, or bring it forward by a negative number. */
export interface AddTime {
  readonly minutes: number;
  readonly type: "add_time";
}

/** What participants may do in a breakout session (CF1). */
export interface Allow {
  readonly call: boolean;
  readonly return_to_main: boolean;
  readonly switch_rooms: boolean;
}

/** What became of a command; it follows the changes the command caused. */
export interface Answer {
  readonly type: "answer";
  readonly id: string;
  readonly refusal: RefusalNotice | null;
}

/** An ``RTCIceCandidateInit``. */
export interface Candidate {
  readonly candidate: string;
  readonly sdpMid?: string | null;
  readonly sdpMLineIndex?: number | null;
  readonly usernameFragment?: string | null;
}

/** What one commit changed for this person; ``seq`` grows by one from frame to frame. */
export interface Changes {
  readonly type: "changes";
  readonly seq: number;
  readonly changes: readonly (readonly ["put", string, AnyRecord] | readonly ["del", string])[];
}

/** ``choice/<room>``, for everyone while participants may choose: names, who is in them, how many. */
export interface ChoiceRecord {
  readonly id: string;
  readonly name: string;
  readonly order: number;
  readonly people: readonly (string)[];
  readonly count: number;
}

/** What is lacking. Values are stable: they are part of the wire protocol. */
export type Code = "NOT_MODERATOR" | "NOT_IN_MEETING" | "NO_SEAT" | "UNKNOWN_PERSON" | "UNKNOWN_ROOM" | "MAIN_ROOM_FIXED" | "ROOM_CLOSING" | "ROOM_COUNT" | "ROOM_NAME" | "TIME_LIMIT" | "NO_TIME_LIMIT" | "NO_ROOMS" | "NO_DRAFT" | "ALREADY_OPEN" | "NOT_OPEN" | "SESSION_CLOSING" | "MODERATOR_CHOOSES" | "RETURN_NOT_ALLOWED" | "SWITCH_NOT_ALLOWED" | "MOVE_PENDING";

/** A command; ``id`` is unique for this person, so that sending it again does nothing more. */
export interface CommandFrame {
  readonly type: "command";
  readonly id: string;
  readonly command: ConfigureBreakout | KeepRooms | AddRoom | RenameRoom | DeleteRoom | MovePeople | Shuffle | StartBreakout | EndBreakout | AddTime | JoinRoom | SetMicrophone | SetCamera | RaiseHand | Leave;
}

/** CF1: make a new set of rooms and open the draft; ``time_limit`` in minutes. */
export interface ConfigureBreakout {
  readonly rooms: number;
  readonly assign: Assign;
  readonly time_limit: number | null;
  readonly allow: Allow;
  readonly type: "configure_breakout";
}

/** ``person/<person>``, for moderators. ``room`` is the seat. */
export interface DashboardPersonRecord {
  readonly id: string;
  readonly name: string;
  readonly role: Role;
  readonly room: string;
  readonly assignment: string | null;
  readonly move: MoveRecord | null;
  readonly microphone: boolean;
  readonly camera: boolean;
  readonly hand: boolean;
  readonly away: boolean;
  readonly joined: number;
}

/** ``room/<room>``, for moderators; the main room is order 0. */
export interface DashboardRoomRecord {
  readonly id: string;
  readonly name: string;
  readonly order: number;
  readonly kind: "main" | "breakout";
  readonly closes_at: number | null;
}

/** CF3: remove a breakout room; people inside go to main with a countdown first. */
export interface DeleteRoom {
  readonly room: string;
  readonly type: "delete_room";
}

/** EN1: bring everybody to main with a countdown and close; a draft closes at once. */
export interface EndBreakout {
  readonly type: "end_breakout";
}

/** Something was wrong with a frame; the codes are in `docs/protocol.md`. */
export interface ErrorFrame {
  readonly type: "error";
  readonly code: string;
  readonly message: string;
}

/** First frame of every connection. ``epoch`` and ``since`` say what the page has already. */
export interface Hello {
  readonly type: "hello";
  readonly seat: string;
  readonly page: string;
  readonly epoch?: string | null;
  readonly since?: number | null;
}

/** MV3, MV4: go to a room oneself, at once. */
export interface JoinRoom {
  readonly room: string;
  readonly type: "join_room";
}

/** CF2 *Keep existing rooms*: open a draft with the former rooms, assignments and settings. */
export interface KeepRooms {
  readonly type: "keep_rooms";
}

/** Leave the meeting for good. */
export interface Leave {
  readonly type: "leave";
}

/** ``mate/<person>``, for the people in the same room, oneself included. */
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

/** ``me``, for the person it is about. */
export interface MeRecord {
  readonly id: string;
  readonly name: string;
  readonly role: Role;
  readonly room: string;
  readonly room_name: string;
  readonly assignment: string | null;
  readonly assignment_name: string | null;
  readonly move: OwnMoveRecord | null;
  readonly microphone: boolean;
  readonly camera: boolean;
  readonly hand: boolean;
}

/** The server's media are gone: publish again. */
export interface MediaReset {
  readonly type: "media_reset";
}

/** ``meeting``, for everyone. ``time_limit`` in minutes; ``ends_at`` and ``closes_at`` are absolute. */
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

/** Which m-line of the page's offer carries which source. */
export interface Mids {
  readonly microphone: string;
  readonly camera: string;
  readonly screen: string;
}

/** MV2: in draft, assign people to a room (main: to none); while open, move them with a countdown. */
export interface MovePeople {
  readonly people: readonly (string)[];
  readonly room: string;
  readonly type: "move_people";
}

/** Somebody's countdown, for moderators. */
export interface MoveRecord {
  readonly room: string;
  readonly due: number;
}

/** One's own countdown. */
export interface OwnMoveRecord {
  readonly room: string;
  readonly room_name: string;
  readonly due: number;
}

/** A candidate of the page; ``null`` ends them. */
export interface PageCandidate {
  readonly type: "candidate";
  readonly attempt: number;
  readonly connection: Direction;
  readonly candidate: Candidate | null;
}

/** Ask for the server's time. */
export interface Ping {
  readonly type: "ping";
  readonly at: number;
}

/** The server's time; ``at`` is the ping's. */
export interface Pong {
  readonly type: "pong";
  readonly at: number;
  readonly now: number;
}

/** Offer the page's sending connection; whatever media the person had before is taken down. */
export interface Publish {
  readonly type: "publish";
  readonly attempt: number;
  readonly sdp: string;
  readonly mids: Mids;
}

/** The answer to the page's offer. */
export interface Published {
  readonly type: "published";
  readonly attempt: number;
  readonly sdp: string;
}

/** Raise or lower one's hand. */
export interface RaiseHand {
  readonly raised: boolean;
  readonly type: "raise_hand";
}

/** Why a command was refused: a stable code and a sentence for people. */
export interface RefusalNotice {
  readonly code: Code;
  readonly message: string;
}

/** CF3: give a breakout room another name. */
export interface RenameRoom {
  readonly room: string;
  readonly name: string;
  readonly type: "rename_room";
}

/** ``room``, for the people in it. */
export interface RoomRecord {
  readonly id: string;
  readonly name: string;
  readonly kind: "main" | "breakout";
}

/** A candidate of the media server; ``null`` ends them. */
export interface ServerCandidate {
  readonly type: "candidate";
  readonly attempt: number;
  readonly connection: Direction;
  readonly candidate: Candidate | null;
}

/** Say whether one's camera is on. */
export interface SetCamera {
  readonly on: boolean;
  readonly type: "set_camera";
}

/** Say whether one's microphone is on. */
export interface SetMicrophone {
  readonly on: boolean;
  readonly type: "set_microphone";
}

/** SH1: deal all participants out anew; while open, move them with a countdown. */
export interface Shuffle {
  readonly type: "shuffle";
}

/** What one m-line of the subscriber connection carries. */
export interface SlotUse {
  readonly mid: string;
  readonly person: string;
  readonly source: Source;
}

/** What arrives where: the whole list, sent when the media server has confirmed it. */
export interface Slots {
  readonly type: "slots";
  readonly attempt: number;
  readonly slots: readonly (SlotUse)[];
}

/** The person began or stopped speaking. */
export interface Speaking {
  readonly type: "speaking";
  readonly on: boolean;
}

/** Who speaks now in the person's room: the whole list. */
export interface SpeakingList {
  readonly type: "speaking";
  readonly people: readonly (string)[];
}

/** ST1: open the session; assigned participants get a countdown. */
export interface StartBreakout {
  readonly type: "start_breakout";
}

/** The offer of the connection that carries everybody else; sent once per attempt. */
export interface Subscribe {
  readonly type: "subscribe";
  readonly attempt: number;
  readonly sdp: string;
}

/** Answer the server's ``subscribe``. */
export interface Subscribed {
  readonly type: "subscribed";
  readonly attempt: number;
  readonly sdp: string;
}

/** Answer to ``hello``. ``view`` is null when the frames the page missed follow instead. */
export interface Welcome {
  readonly type: "welcome";
  readonly epoch: string;
  readonly person: string;
  readonly now: number;
  readonly media: boolean;
  readonly seq: number;
  readonly view: Readonly<Record<string, AnyRecord>> | null;
}

export type Command = ConfigureBreakout | KeepRooms | AddRoom | RenameRoom | DeleteRoom | MovePeople | Shuffle | StartBreakout | EndBreakout | AddTime | JoinRoom | SetMicrophone | SetCamera | RaiseHand | Leave;

export type UpFrame = Hello | CommandFrame | Ping | Speaking | Publish | Subscribed | PageCandidate;

export type AnyRecord = MeetingRecord | ChoiceRecord | MeRecord | RoomRecord | MateRecord | DashboardRoomRecord | DashboardPersonRecord;

export type DownFrame = Welcome | Changes | Answer | Pong | SpeakingList | Published | Subscribe | ServerCandidate | Slots | MediaReset | ErrorFrame;
