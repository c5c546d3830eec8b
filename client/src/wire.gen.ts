// Made by `python -m reconvene.wire.typescript`; change the Python definitions, not this file.

export type Role = "host" | "moderator" | "participant";

export type Phase = "none" | "draft" | "open" | "closing" | "closed";

export type Assign = "automatic" | "manual" | "choose";

export type Late = "smallest" | "choose" | "hold";

export type FileKind = "image" | "pdf" | "audio" | "video" | "other";

export type Source = "microphone" | "camera" | "screen" | "screen_sound";

export type Direction = "up" | "down";

export type Reaction = "thumbs_up" | "clap" | "heart" | "laugh" | "wow" | "party";

/** ``action/<number>``, for moderators: one entry of the action log; ``kind`` is a command's name. The other fields say whom and what it was about (`Action`). */
export interface ActionRecord {
  readonly number: number;
  readonly at: number;
  readonly by: string;
  readonly kind: string;
  readonly people: readonly (string)[];
  readonly room: string;
  readonly rooms: readonly (string)[];
  readonly count: number | null;
  readonly how: string;
}

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

/** JN3: let people in from the lobby; without ``people`` all who wait. */
export interface AdmitPeople {
  readonly people?: readonly (string)[] | null;
  readonly type: "admit_people";
}

/** What participants may do in a breakout session (CF1). */
export interface Allow {
  readonly call: boolean;
  readonly return_to_main: boolean;
  readonly switch_rooms: boolean;
}

/** ``announcement/<id>``, for the people in the rooms it was sent to, also those who come later. */
export interface AnnouncementRecord {
  readonly id: string;
  readonly by: string;
  readonly at: number;
  readonly text: string;
}

/** What became of a command; it follows the changes the command caused. */
export interface Answer {
  readonly type: "answer";
  readonly id: string;
  readonly refusal: RefusalNotice | null;
}

/** CA1 *Join*: go to the caller's room, at once, and clear the call. */
export interface AnswerCall {
  readonly person: string;
  readonly type: "answer_call";
}

/** Ask whoever presents in one's room to hand over, or ask no longer. */
export interface AskToPresent {
  readonly asking: boolean;
  readonly type: "ask_to_present";
}

/** RM3 *Bring back to main*: show notes, boards and files of ``rooms`` in main; null for all rooms. */
export interface BringBack {
  readonly rooms?: readonly (string)[] | null;
  readonly type: "bring_back";
}

/** BC1: show a text to everyone in all breakout rooms, or in ``rooms`` only. */
export interface Broadcast {
  readonly text: string;
  readonly rooms?: readonly (string)[] | null;
  readonly type: "broadcast";
}

/** ``broadcast/<id>``, for moderators: what was sent where, and how many people received it. */
export interface BroadcastRecord {
  readonly id: string;
  readonly by: string;
  readonly at: number;
  readonly text: string;
  readonly rooms: readonly (string)[];
  readonly received: number;
}

/** BC1: speak to all breakout rooms at once, or stop doing so. */
export interface BroadcastVoice {
  readonly on: boolean;
  readonly type: "broadcast_voice";
}

/** CA1, to the caller: no moderator is coming. */
export interface CallDismissed {
  readonly kind: "call_dismissed";
}

/** CA1: ask for a moderator, for a reason if one likes; asking again renews the reason only. */
export interface CallModerator {
  readonly reason?: string | null;
  readonly type: "call_moderator";
}

/** ``call/<person>``, for moderators; the oldest is the first to be answered. */
export interface CallRecord {
  readonly person: string;
  readonly name: string;
  readonly room: string;
  readonly room_name: string;
  readonly at: number;
  readonly reason: string | null;
  readonly claimed_by: string | null;
  readonly claimed_by_name: string | null;
}

/** RM1, to whose camera was stopped. */
export interface CameraStoppedBy {
  readonly by: string;
  readonly kind: "camera_stopped";
}

/** CA1: take one's call back. */
export interface CancelCall {
  readonly type: "cancel_call";
}

/** An ``RTCIceCandidateInit``. */
export interface Candidate {
  readonly candidate: string;
  readonly sdpMid?: string | null;
  readonly sdpMLineIndex?: number | null;
  readonly usernameFragment?: string | null;
}

/** What one commit changed for this person; ``seq`` grows by one from frame to frame. ``notices`` are to be told once; they are no state. */
export interface Changes {
  readonly type: "changes";
  readonly seq: number;
  readonly changes: readonly (readonly ["put", string, AnyRecord] | readonly ["del", string])[];
  readonly notices: readonly (LateJoiner | CallDismissed | MutedBy | CameraStoppedBy | HandLoweredBy | FloorKept | WordsErased)[];
}

/** ``choice/<room>``, for everyone while participants may choose: names, who is in them, how many. */
export interface ChoiceRecord {
  readonly id: string;
  readonly name: string;
  readonly order: number;
  readonly people: readonly (string)[];
  readonly count: number;
  readonly capacity: number | null;
  readonly full: boolean;
}

/** CA1 *On my way*: let everyone know that the call is taken care of. */
export interface ClaimCall {
  readonly person: string;
  readonly type: "claim_call";
}

/** What is lacking. Values are stable: they are part of the wire protocol. */
export type Code = "NOT_MODERATOR" | "NOT_HOST" | "NOT_PARTICIPANT" | "NOT_IN_MEETING" | "NO_SEAT" | "UNKNOWN_PERSON" | "UNKNOWN_ROOM" | "MAIN_ROOM_FIXED" | "ROOM_CLOSING" | "ROOM_COUNT" | "ROOM_NAME" | "TIME_LIMIT" | "NO_TIME_LIMIT" | "NO_ROOMS" | "NO_DRAFT" | "ALREADY_OPEN" | "NOT_OPEN" | "SESSION_CLOSING" | "MODERATOR_CHOOSES" | "RETURN_NOT_ALLOWED" | "SWITCH_NOT_ALLOWED" | "MOVE_PENDING" | "ROOM_FULL" | "NOTHING_TO_UNDO" | "NOBODY_TO_MOVE" | "NO_OTHER_DEAL" | "GROUPING_SIZE" | "GROUPING_COUNT" | "GROUPINGS_CONTRADICT" | "UNKNOWN_GROUPING" | "BROADCAST_TEXT" | "CALL_REASON" | "CALL_NOT_ALLOWED" | "NOT_IN_BREAKOUT" | "NO_CALL" | "HOST_FIXED" | "CAPACITY" | "UNMUTE_NOT_ALLOWED" | "CAMERA_NOT_ALLOWED" | "SHARE_NOT_ALLOWED" | "SOMEBODY_PRESENTS" | "NOBODY_PRESENTS" | "NOT_PRESENTER" | "NOT_ASKING" | "FILE_SIZE" | "FILES_FULL" | "UNKNOWN_FILE" | "NOT_YOUR_FILE" | "UNKNOWN_CONVERSATION" | "NOT_IN_ROOM" | "PERSON_ELSEWHERE" | "CHAT_NOT_ALLOWED" | "PRIVATE_CHAT_NOT_ALLOWED" | "LINE_TEXT" | "UNKNOWN_LINE" | "NOT_YOUR_LINE" | "TOO_FAST" | "MEETING_LOCKED" | "PASSCODE_REQUIRED" | "PASSCODE" | "REMOVED" | "NOT_WAITING" | "NOT_TO_BE_SHOWN" | "NOTHING_SHOWN";

/** A command; ``id`` is unique for this person, so that sending it again does nothing more. */
export interface CommandFrame {
  readonly type: "command";
  readonly id: string;
  readonly command: ConfigureBreakout | KeepRooms | AddRoom | RenameRoom | DeleteRoom | MovePeople | Shuffle | SwapPeople | MoveRoom | PinPerson | Undo | MoveToNextRoom | GatherEveryone | SendBack | StartBreakout | EndBreakout | AddTime | Broadcast | BroadcastVoice | AnswerCall | ClaimCall | DismissCall | SetRole | SetPermissions | MutePerson | MuteAll | StopCameraOf | LowerHand | LowerAllHands | RemovePerson | AdmitPeople | RefusePeople | SetPasscode | EndPresentation | KeepPeople | DropGrouping | BringBack | JoinRoom | SetMicrophone | SetCamera | RaiseHand | CallModerator | CancelCall | Leave | ShareScreen | StopPresenting | AskToPresent | HandOver | KeepPresenting | RemoveFile | Say | EditLine | DeleteLine | ShowFile | TurnPage | SetPlayback;
}

/** CF1: make a new set of rooms and open the draft; ``time_limit`` in minutes. With ``people_per_room`` there are as many rooms as the participants need, and ``rooms`` is null. ``late`` is null for what suits ``assign`` (JN4); ``capacity`` limits how many may choose a room. */
export interface ConfigureBreakout {
  readonly rooms: number | null;
  readonly assign: Assign;
  readonly time_limit: number | null;
  readonly allow: Allow;
  readonly people_per_room?: number | null;
  readonly late?: Late | null;
  readonly capacity?: number | null;
  readonly type: "configure_breakout";
}

/** ``control``, for moderators: whether there is something to undo. */
export interface ControlRecord {
  readonly undo: boolean;
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
  readonly pinned: boolean;
  readonly hand_at: number | null;
}

/** ``room/<room>``, for moderators; the main room is order 0. */
export interface DashboardRoomRecord {
  readonly id: string;
  readonly name: string;
  readonly order: number;
  readonly kind: "main" | "breakout";
  readonly closes_at: number | null;
}

/** RM2: take a line back; moderators may do so with anybody's in a room. */
export interface DeleteLine {
  readonly line: string;
  readonly type: "delete_line";
}

/** CF3: remove a breakout room; people inside go to main with a countdown first. */
export interface DeleteRoom {
  readonly room: string;
  readonly type: "delete_room";
}

/** CA1 *X*: clear a call without going; the caller is told. */
export interface DismissCall {
  readonly person: string;
  readonly type: "dismiss_call";
}

/** ``door``, for moderators: what newcomers must know to come in (JN3). */
export interface DoorRecord {
  readonly passcode: string | null;
}

/** SH1: deal these people out like all others again. */
export interface DropGrouping {
  readonly grouping: number;
  readonly type: "drop_grouping";
}

/** RM2: give a line of one's own another text. */
export interface EditLine {
  readonly line: string;
  readonly text: string;
  readonly type: "edit_line";
}

/** EN1: bring everybody to main with a countdown and close; a draft closes at once. */
export interface EndBreakout {
  readonly type: "end_breakout";
}

/** RM1: stop what is presented in a room, whoever presents it. */
export interface EndPresentation {
  readonly room: string;
  readonly type: "end_presentation";
}

/** Something was wrong with a frame; the codes are in `docs/protocol.md`. */
export interface ErrorFrame {
  readonly type: "error";
  readonly code: string;
  readonly message: string;
}

/** ``file/<file>``, for the people in its room (RM3). ``size`` in bytes. ``by`` is a name; ``by_id`` is null once that person is somewhere else. */
export interface FileRecord {
  readonly id: string;
  readonly name: string;
  readonly kind: FileKind;
  readonly size: number;
  readonly at: number;
  readonly by: string;
  readonly by_id: string | null;
}

/** RM1, to who asked to present: the presenter goes on. */
export interface FloorKept {
  readonly by: string;
  readonly kind: "floor_kept";
}

/** A picture stands still; ``times`` counts how often that was seen in a row. Packets of it arrive and cannot be decoded, or they are ``missing``. */
export interface Frozen {
  readonly type: "frozen";
  readonly attempt: number;
  readonly mid: string;
  readonly times: number;
  readonly missing: boolean;
}

/** GA1: bring everybody to main with a countdown; the session stays open and assignments stay. */
export interface GatherEveryone {
  readonly type: "gather_everyone";
}

/** ``grouping/<number>``, for moderators: who of those present is kept together or apart (SH1). ``kept``: the present assignments are so. */
export interface GroupingRecord {
  readonly number: number;
  readonly keeping: "together" | "apart";
  readonly people: readonly (MemberRecord)[];
  readonly kept: boolean;
}

/** RM1, to whose hand was lowered. */
export interface HandLoweredBy {
  readonly by: string;
  readonly kind: "hand_lowered";
}

/** Let somebody who asked present next: they take over as soon as they show something. */
export interface HandOver {
  readonly person: string;
  readonly type: "hand_over";
}

/** ``harvest/<number>``, for the people in main: what was brought back from which rooms (RM3). */
export interface HarvestRecord {
  readonly number: number;
  readonly at: number;
  readonly by: string;
  readonly rooms: readonly (string)[];
}

/** First frame of every connection. ``epoch`` and ``since`` say what the page has already. */
export interface Hello {
  readonly type: "hello";
  readonly seat: string;
  readonly page: string;
  readonly epoch?: string | null;
  readonly since?: number | null;
}

/** Offer another way for the sending connection of an attempt, and ask for one for the other. */
export interface IceRestart {
  readonly type: "ice_restart";
  readonly attempt: number;
  readonly sdp: string;
}

/** MV3, MV4: go to a room oneself, at once. */
export interface JoinRoom {
  readonly room: string;
  readonly type: "join_room";
}

/** SH1: from now on deal these participants into one room, or each into another. */
export interface KeepPeople {
  readonly people: readonly (string)[];
  readonly keeping: "together" | "apart";
  readonly type: "keep_people";
}

/** Say no to somebody who asked, or take a hand-over back that they have not made use of. */
export interface KeepPresenting {
  readonly person: string;
  readonly type: "keep_presenting";
}

/** CF2 *Keep existing rooms*: open a draft with the former rooms, assignments and settings. */
export interface KeepRooms {
  readonly type: "keep_rooms";
}

/** JN4, to moderators: somebody came while a session is open; ``room`` is where they are sent. */
export interface LateJoiner {
  readonly person: string;
  readonly name: string;
  readonly room: string | null;
  readonly kind: "late_joiner";
}

/** Leave the meeting for good. */
export interface Leave {
  readonly type: "leave";
}

/** ``line/<line>``, for those who take part in the conversation: the last 50 of each. ``revised/<line>`` is an older one that was changed, for pages that have read it: the last 50 of these. ``conversation`` is ``room:<room>``, ``person:<the other one>`` or ``moderators``. ``number`` counts its lines from 1. ``by`` is null and ``name`` empty for the operator; ``text`` is empty once deleted or erased. */
export interface LineRecord {
  readonly id: string;
  readonly conversation: string;
  readonly number: number;
  readonly by: string | null;
  readonly name: string;
  readonly at: number;
  readonly text: string;
  readonly edited: number | null;
  readonly deleted: boolean;
  readonly announcement: boolean;
}

/** ``lobby``, for one who waits: all they see (JN3). */
export interface LobbyRecord {
  readonly id: string;
  readonly title: string;
  readonly name: string;
  readonly since: number;
}

/** A picture that is on the page's screen, and how high it is there, in the screen's own dots. */
export interface LookedAt {
  readonly person: string;
  readonly source: "camera" | "screen";
  readonly height: number;
}

/** Which pictures the page shows in ``room``; no others are sent there, and none larger than shown. ``whole`` says that these are all there are: a picture that comes up there later is shown too. */
export interface Looking {
  readonly type: "looking";
  readonly room: string;
  readonly pictures: readonly (LookedAt)[];
  readonly whole: boolean;
}

/** RM1: lower all hands, in one room or everywhere. */
export interface LowerAllHands {
  readonly room?: string | null;
  readonly type: "lower_all_hands";
}

/** RM1: lower somebody's hand. */
export interface LowerHand {
  readonly person: string;
  readonly type: "lower_hand";
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
  readonly hand_at: number | null;
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
  readonly call: OwnCallRecord | null;
  readonly microphone: boolean;
  readonly camera: boolean;
  readonly hand: boolean;
}

/** The server's media are gone: publish again. */
export interface MediaReset {
  readonly type: "media_reset";
}

/** ``meeting``, for everyone. ``time_limit`` in minutes; ``ends_at`` and ``closes_at`` are absolute. ``voices`` are the moderators who speak to all rooms (BC1); ``permissions`` are those of participants. */
export interface MeetingRecord {
  readonly id: string;
  readonly title: string;
  readonly phase: Phase;
  readonly assign: Assign;
  readonly allow: Allow;
  readonly late: Late;
  readonly capacity: number | null;
  readonly round: number;
  readonly voices: readonly (VoiceRecord)[];
  readonly time_limit: number | null;
  readonly ends_at: number | null;
  readonly closes_at: number | null;
  readonly has_rooms: boolean;
  readonly permissions: Permissions;
}

/** Somebody in a grouping, or who asks to present. */
export interface MemberRecord {
  readonly person: string;
  readonly name: string;
}

/** Which m-line of the page's offer carries which source. */
export interface Mids {
  readonly microphone: string;
  readonly camera: string;
  readonly screen: string;
  readonly screen_sound: string;
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

/** MV5: move all participants of a room to another, or to main. */
export interface MoveRoom {
  readonly room: string;
  readonly to: string;
  readonly type: "move_room";
}

/** RR1: every room's participants go on to the next room together, or back to the one before. */
export interface MoveToNextRoom {
  readonly back: boolean;
  readonly type: "move_to_next_room";
}

/** RM1: switch the microphones of all participants off, in one room or everywhere. */
export interface MuteAll {
  readonly room?: string | null;
  readonly type: "mute_all";
}

/** RM1: switch somebody's microphone off; they may switch it on again if that is allowed. */
export interface MutePerson {
  readonly person: string;
  readonly type: "mute_person";
}

/** RM1, to who was muted: ``by`` is the moderator's name, empty for the operator. */
export interface MutedBy {
  readonly by: string;
  readonly kind: "muted";
}

/** One's own open call; ``claimed_by`` is the name of the moderator who is on the way. */
export interface OwnCallRecord {
  readonly at: number;
  readonly reason: string | null;
  readonly claimed_by: string | null;
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

/** What participants may begin; moderators always may. What runs goes on, save presenting. ``lobby`` lets newcomers wait until a moderator admits them; ``locked`` keeps newcomers out (JN3). */
export interface Permissions {
  readonly unmute: boolean;
  readonly camera: boolean;
  readonly share: boolean;
  readonly chat: boolean;
  readonly private_chat: boolean;
  readonly lobby: boolean;
  readonly locked: boolean;
}

/** MV5: keep a participant where they are in shuffles and rounds, or let them go again. */
export interface PinPerson {
  readonly person: string;
  readonly pinned: boolean;
  readonly type: "pin_person";
}

/** Ask for the server's time. */
export interface Ping {
  readonly type: "ping";
  readonly at: number;
}

/** How sound or film goes on: at time ``at`` it stood at ``position`` (in milliseconds). */
export interface Playback {
  readonly playing: boolean;
  readonly position: number;
  readonly at: number;
}

/** The server's time; ``at`` is the ping's. */
export interface Pong {
  readonly type: "pong";
  readonly at: number;
  readonly now: number;
}

/** ``presentation``, for the people in the room: what they are shown, and by whom. ``by`` is null once that person is somewhere else: a file stays, and anybody may take over. ``asked`` are those who ask to present, the first to ask first; to ``offered`` the presenter hands over. */
export interface PresentationRecord {
  readonly by: string | null;
  readonly name: string;
  readonly what: ScreenRecord | ShownFileRecord;
  readonly asked: readonly (MemberRecord)[];
  readonly offered: string | null;
}

/** ``talk/<person>``, for whoever exchanged private lines with them: whether one may go on. */
export interface PrivateTalkRecord {
  readonly person: string;
  readonly name: string;
  readonly writable: boolean;
}

/** Offer the page's sending connection; whatever media the person had before is taken down. */
export interface Publish {
  readonly type: "publish";
  readonly attempt: number;
  readonly sdp: string;
  readonly mids: Mids;
}

/** The answer to the page's offer, in ``publish`` or ``ice_restart``. */
export interface Published {
  readonly type: "published";
  readonly attempt: number;
  readonly sdp: string;
}

/** How well the page's media connections work: 4 well, 3 with flaws, 2 badly, 1 hardly at all. */
export interface Quality {
  readonly type: "quality";
  readonly level: number;
}

/** Whose connection in the person's room does not work well: the whole list. */
export interface QualityList {
  readonly type: "quality";
  readonly people: Readonly<Record<string, number>>;
}

/** Raise or lower one's hand. */
export interface RaiseHand {
  readonly raised: boolean;
  readonly type: "raise_hand";
}

/** Show a reaction to those in the same room for a moment. */
export interface React {
  readonly type: "react";
  readonly reaction: Reaction;
}

/** Somebody in the person's room shows a reaction. */
export interface Reacted {
  readonly type: "reaction";
  readonly person: string;
  readonly reaction: Reaction;
}

/** Why a command was refused: a stable code and a sentence for people. */
export interface RefusalNotice {
  readonly code: Code;
  readonly message: string;
}

/** JN3: turn away people who wait in the lobby; without ``people`` all of them. */
export interface RefusePeople {
  readonly people?: readonly (string)[] | null;
  readonly type: "refuse_people";
}

/** An ``RTCIceServer``: TURN addresses and the credentials for them. */
export interface Relay {
  readonly urls: readonly (string)[];
  readonly username: string;
  readonly credential: string;
}

/** The relays to use for connections made from now on; it may come before ``welcome``, and again later. */
export interface RelayList {
  readonly type: "relays";
  readonly relays: readonly (Relay)[];
}

/** RM3: take a file away: whoever added it, or a moderator. */
export interface RemoveFile {
  readonly file: string;
  readonly type: "remove_file";
}

/** RT3: take somebody out of the meeting, with their media and their token. */
export interface RemovePerson {
  readonly person: string;
  readonly type: "remove_person";
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

/** ``talked/<room>``, for moderators: how many lines were said there; the lines are read in pages. ``changes`` counts edits and deletions, ``changed`` are the numbers of the lines of the last 20 of them. */
export interface RoomTalkRecord {
  readonly room: string;
  readonly count: number;
  readonly changes: number;
  readonly changed: readonly (number)[];
}

/** RM2: say a line in a conversation: ``room:<room>``, ``person:<person>`` or ``moderators``. */
export interface Say {
  readonly conversation: string;
  readonly text: string;
  readonly type: "say";
}

/** A shared screen, and whether its sound is sent too. */
export interface ScreenRecord {
  readonly sound: boolean;
  readonly kind: "screen";
}

/** GA1: send the participants in main back to the rooms they belong to. */
export interface SendBack {
  readonly type: "send_back";
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

/** JN3: ask newcomers for a passcode from now on, or with null no longer. */
export interface SetPasscode {
  readonly passcode: string | null;
  readonly type: "set_passcode";
}

/** RM1, JN3: say what participants may do from now on; without a lobby nobody waits any more. */
export interface SetPermissions {
  readonly permissions: Permissions;
  readonly type: "set_permissions";
}

/** Play the sound or film that is shown from ``position`` on, or let it rest there. */
export interface SetPlayback {
  readonly playing: boolean;
  readonly position: number;
  readonly type: "set_playback";
}

/** RM1: make someone a moderator, or take it back. */
export interface SetRole {
  readonly person: string;
  readonly role: Role;
  readonly type: "set_role";
}

/** RM3 *Share content*: show one's screen to the room one is in; ``sound`` if its sound is sent too. A moderator takes over from whoever presents there. */
export interface ShareScreen {
  readonly sound: boolean;
  readonly type: "share_screen";
}

/** *Show to everyone*: let the room one is in see or hear one of its files. */
export interface ShowFile {
  readonly file: string;
  readonly type: "show_file";
}

/** A file of the room: at which page it stands, or how it plays. */
export interface ShownFileRecord {
  readonly file: string;
  readonly page: number;
  readonly playback: Playback | null;
  readonly kind: "file";
}

/** SH1: deal all participants out anew; while open, move them with a countdown. With ``memory``, people meet whom they have met least. */
export interface Shuffle {
  readonly memory: boolean;
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

/** RM1: switch somebody's camera off; they may switch it on again if that is allowed. */
export interface StopCameraOf {
  readonly person: string;
  readonly type: "stop_camera_of";
}

/** Stop what one presents in the room one is in. */
export interface StopPresenting {
  readonly type: "stop_presenting";
}

/** The offer of the connection that carries everybody else; sent once per attempt and ``ice_restart``. */
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

/** MV5: let two participants change places. */
export interface SwapPeople {
  readonly first: string;
  readonly second: string;
  readonly type: "swap_people";
}

/** Show another page of the PDF that is shown; the first is 1. */
export interface TurnPage {
  readonly page: number;
  readonly type: "turn_page";
}

/** MV5: take the last change of assignments by a moderator back; saying it again restores it. */
export interface Undo {
  readonly type: "undo";
}

/** A moderator who speaks to all rooms. */
export interface VoiceRecord {
  readonly person: string;
  readonly name: string;
}

/** ``waiting/<person>``, for moderators: somebody in the lobby; the first came first (JN3). */
export interface WaitingRecord {
  readonly id: string;
  readonly name: string;
  readonly since: number;
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

/** RT3, to everyone: ``everything`` or some names and texts were erased; pages put away what they read. */
export interface WordsErased {
  readonly everything: boolean;
  readonly kind: "words_erased";
}

export type Command = ConfigureBreakout | KeepRooms | AddRoom | RenameRoom | DeleteRoom | MovePeople | Shuffle | SwapPeople | MoveRoom | PinPerson | Undo | MoveToNextRoom | GatherEveryone | SendBack | StartBreakout | EndBreakout | AddTime | Broadcast | BroadcastVoice | AnswerCall | ClaimCall | DismissCall | SetRole | SetPermissions | MutePerson | MuteAll | StopCameraOf | LowerHand | LowerAllHands | RemovePerson | AdmitPeople | RefusePeople | SetPasscode | EndPresentation | KeepPeople | DropGrouping | BringBack | JoinRoom | SetMicrophone | SetCamera | RaiseHand | CallModerator | CancelCall | Leave | ShareScreen | StopPresenting | AskToPresent | HandOver | KeepPresenting | RemoveFile | Say | EditLine | DeleteLine | ShowFile | TurnPage | SetPlayback;

export type UpFrame = Hello | CommandFrame | Ping | Speaking | React | Looking | Quality | Publish | Subscribed | IceRestart | Frozen | PageCandidate;

export type AnyRecord = MeetingRecord | ChoiceRecord | MeRecord | RoomRecord | MateRecord | AnnouncementRecord | DashboardRoomRecord | DashboardPersonRecord | ControlRecord | GroupingRecord | CallRecord | BroadcastRecord | ActionRecord | PresentationRecord | FileRecord | HarvestRecord | LineRecord | PrivateTalkRecord | RoomTalkRecord | LobbyRecord | WaitingRecord | DoorRecord;

export type DownFrame = Welcome | Changes | Answer | Pong | SpeakingList | Reacted | QualityList | Published | Subscribe | ServerCandidate | Slots | RelayList | MediaReset | ErrorFrame;
