/** What people say to each other across rooms, and what moderators did: part of the catalogue in texts.ts. */
export const plural = (n: number, one: string, many: string): string => `${n} ${n === 1 ? one : many}`;

const RIGHT_TO_LEFT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/;

/** A name inside a sentence: one written from right to left is kept from turning the words around it. */
export const named = (name: string): string => (RIGHT_TO_LEFT.test(name) ? `\u2068${name}\u2069` : name);

export const broadcast = {
  button: 'Broadcast',
  message: 'Message',
  messageHint: 'Shown at once in the breakout rooms.',
  voice: 'Voice',
  voiceHint: 'Speak to all breakout rooms at once.',
  kind: 'Kind of broadcast',
  text: 'Message text',
  count: (n: number, most: number) => `${n} / ${most}`,
  empty: 'Type a message first.',
  tooLong: (most: number) => `A message has at most ${most} characters.`,
  to: 'Send to',
  all: 'All rooms',
  some: 'Some rooms',
  rooms: 'Rooms',
  noRoom: 'Choose at least one room.',
  send: 'Broadcast',
  received: (n: number) => `Received by ${plural(n, 'person', 'people')}`,
  sent: 'Sent messages',
  from: (name: string) => (name === '' ? 'Message from a moderator' : `Message from ${named(name)}`),
  speak: 'Speak to all rooms',
  stop: 'Stop speaking to all rooms',
  stopShort: 'Stop',
  onAir: 'On air: all breakout rooms hear you',
  onAirMuted: 'On air, but your microphone is off',
  hearing: (names: string) => `${named(names)} is speaking to all rooms`,
  hearingSeveral: (names: string) => `${named(names)} are speaking to all rooms`,
  muted: 'Your microphone is off: unmute to be heard.',
  announcements: 'Announcements',
  announcementsHere: 'Announcements in this room',
};

export const calls = {
  button: 'Calls',
  waiting: (n: number) => `${plural(n, 'call', 'calls')} waiting`,
  none: 'Nobody is calling.',
  list: 'Open calls, oldest first',
  from: (name: string, room: string) => `${named(name)} calls from ${named(room)}`,
  since: (time: string) => `waiting ${time}`,
  join: 'Join',
  claim: 'On my way',
  dismiss: 'Dismiss',
  claimed: (name: string) => `${named(name)} is on the way`,
  claimedByMe: 'You are on the way',
  call: 'Call moderator',
  called: 'A moderator has been called',
  open: 'waiting',
  reason: 'Reason (optional)',
  reasonLong: (most: number) => `A reason has at most ${most} characters.`,
  yourReason: (reason: string) => `Your reason: ${named(reason)}`,
  sendReason: 'Send reason',
  cancel: 'Cancel call',
  dismissed: 'A moderator has closed your call without coming. You can call again.',
  calling: 'calls a moderator',
};

export const late = {
  sent: (name: string, room: string) => `${named(name)} joined late and goes to ${named(room)}`,
  choosing: (name: string) => `${named(name)} joined late and is in the main room`,
  waiting: (name: string) => `${named(name)} joined late and waits in the main room`,
  several: (n: number) => `${n} people joined late`,
  severalWaiting: (n: number) => `${n} people joined late and wait in the main room`,
  assign: 'Assign to room',
};

/** What an entry of the action log says besides whom and where; empty in entries of older logs. */
interface About {
  readonly rooms: readonly string[];
  readonly count: number | null;
  readonly how: string;
}

const people = (n: number): string => plural(n, 'person', 'people');
const after = (sentence: string, more: string | null): string =>
  more === null ? sentence : `${sentence}: ${more}`;
const moving = ({ count }: About): string | null => (count === null ? null : `${people(count)} go elsewhere`);
const listed = (names: readonly string[]): string => names.map(named).join(', ');
const ways: Readonly<Record<string, string>> = {
  automatic: 'assigned automatically',
  manual: 'assigned by hand',
  choose: 'people choose',
};
const roles: Readonly<Record<string, string>> = {
  moderator: 'a moderator',
  participant: 'a participant',
};

function minutes(count: number): string {
  const span = plural(Math.abs(count), 'minute', 'minutes');
  return count < 0 ? `took ${span} away` : `added ${span}`;
}

export const log = {
  title: 'What happened',
  empty: 'Nothing yet.',
  operator: 'The operator',
  several: (first: string, more: number) => `${named(first)} and ${more} more`,
  someone: 'someone',
  and: 'and',
  name: named,
  kinds: {
    ConfigureBreakout: (_: string, __: string, { count, how }: About) =>
      count === null
        ? 'set up breakout rooms'
        : `set up ${plural(count, 'breakout room', 'breakout rooms')}, ${ways[how] ?? how}`,
    KeepRooms: (_: string, __: string, { count }: About) =>
      count === null
        ? 'kept the existing rooms'
        : `kept the ${plural(count, 'existing room', 'existing rooms')}`,
    AddRoom: (_: string, room: string) => (room === '' ? 'added a room' : `added ${named(room)}`),
    RenameRoom: (_: string, room: string, { rooms }: About) =>
      rooms.length === 0 ? `renamed ${named(room)}` : `renamed ${named(room)} to ${listed(rooms)}`,
    DeleteRoom: (_: string, room: string) => `deleted ${named(room)}`,
    MovePeople: (people: string, room: string) => `moved ${people} to ${named(room)}`,
    Shuffle: (_: string, __: string, about: About) =>
      after(
        about.how === 'memory' ? 'shuffled the participants with memory' : 'shuffled the participants',
        moving(about),
      ),
    SwapPeople: (people: string) => `swapped ${people}`,
    MoveRoom: (_: string, room: string, { rooms, count }: About) =>
      rooms.length === 0 || count === null
        ? `moved a whole room to ${named(room)}`
        : `moved all of ${listed(rooms)} to ${named(room)}: ${people(count)}`,
    KeepPeople: (people: string, _: string, { how }: About) => `keeps ${people} ${how} in shuffles`,
    DropGrouping: (people: string, _: string, { how }: About) => `no longer keeps ${people} ${how}`,
    PinPerson: (people: string, _: string, { how }: About) => `${how || 'pinned or unpinned'} ${people}`,
    Undo: (_: string, __: string, about: About) => after('undid the last change', moving(about)),
    MoveToNextRoom: (_: string, __: string, about: About) =>
      after(
        about.how === 'back' ? 'moved everyone back by one room' : 'moved everyone on by one room',
        about.count === null ? null : people(about.count),
      ),
    GatherEveryone: (_: string, __: string, { count }: About) =>
      after('gathered everyone', count === null ? null : people(count)),
    SendBack: (_: string, __: string, { count }: About) =>
      count === null ? 'sent people back to their rooms' : `sent ${people(count)} back to their rooms`,
    StartBreakout: (_: string, __: string, { count }: About) =>
      after('started the breakout', count === null ? null : `${people(count)} go to their rooms`),
    EndBreakout: () => 'ended the breakout',
    BringBack: (_: string, __: string, { rooms }: About) =>
      rooms.length === 0 ? 'brought back what all rooms had' : `brought back what ${listed(rooms)} had`,
    AddTime: (_: string, __: string, { count }: About) =>
      count === null ? 'changed the remaining time' : minutes(count),
    Broadcast: (_: string, __: string, { rooms, count }: About) =>
      count === null
        ? 'broadcast a message'
        : `broadcast a message to ${rooms.length === 0 ? 'all rooms' : listed(rooms)}, received by ${people(count)}`,
    BroadcastVoice: (_: string, __: string, { how }: About) =>
      how === ''
        ? 'spoke to all rooms, or stopped'
        : how === 'on'
          ? 'spoke to all rooms'
          : 'stopped speaking to all rooms',
    AnswerCall: (people: string) => `went to ${people}, who called`,
    ClaimCall: (people: string) => `took over the call of ${people}`,
    DismissCall: (people: string) => `dismissed the call of ${people}`,
    SetRole: (people: string, _: string, { how }: About) =>
      how === '' ? `changed the role of ${people}` : `made ${people} ${roles[how] ?? how}`,
    SetPermissions: () => 'changed what participants may do',
    MutePerson: (people: string) => `muted ${people}`,
    MuteAll: (_: string, room: string) => (room ? `muted everybody in ${named(room)}` : 'muted everybody'),
    StopCameraOf: (people: string) => `stopped the camera of ${people}`,
    LowerHand: (people: string) => `lowered the hand of ${people}`,
    LowerAllHands: (_: string, room: string) =>
      room ? `lowered all hands in ${named(room)}` : 'lowered all hands',
    RemovePerson: (people: string) => `removed ${people}`,
    AdmitPeople: (people: string) => `admitted ${people}`,
    RefusePeople: (people: string) => `did not let ${people} in`,
    SetPasscode: () => 'changed the passcode',
  },
};
