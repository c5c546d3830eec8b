import { chat } from './texts_chat.ts';
import { documents } from './texts_documents.ts';
import { files } from './texts_files.ts';
import { groupings } from './texts_groupings.ts';
import { erasing, inviting, revoking } from './texts_inviting.ts';
import { moderating } from './texts_moderating.ts';
import { report } from './texts_report.ts';
import { broadcast, calls, late, log, plural } from './texts_session.ts';
import { quality, share, view } from './texts_stage.ts';

/**
 * Every sentence people see, in one place. Another language is another object of the type `Texts`;
 * the accessible names the product promises to the outside stand here as they are promised.
 */

export const en = {
  product: 'Reconvene',
  close: 'Close',
  cancel: 'Cancel',
  save: 'Save',
  tryAgain: 'Try again',
  you: 'you',
  minutes: 'minutes',
  people: (n: number) => plural(n, 'person', 'people'),

  documents,
  erasing,
  files,
  inviting,
  revoking,
  join: {
    title: 'Join the meeting',
    asModerator: 'You join as a moderator.',
    name: 'Your name',
    nameNeeded: 'Type the name the others will see.',
    join: 'Join',
    preview: 'Your camera',
    level: 'Microphone level',
    devices: 'Devices',
    cameraOff: 'Your camera is off',
    starting: 'Asking the browser for your devices…',
    connecting: 'Entering the meeting…',
    loading: 'Opening the link…',
    without: 'You can join without it and hear and see everybody.',
  },
  device: {
    title: 'Device settings',
    microphone: 'Microphone',
    camera: 'Camera',
    speaker: 'Speaker',
    standard: 'System default',
    none: 'None found',
    replaced: {
      gone: {
        microphone: (label: string) => `Your microphone went away. “${label}” is used now.`,
        camera: (label: string) => `Your camera went away. “${label}” is used now.`,
        speaker: (_: string) => 'Your speaker went away. The system’s own is used now.',
      },
      back: {
        microphone: (label: string) => `Your microphone “${label}” is here again and used.`,
        camera: (label: string) => `Your camera “${label}” is here again and used.`,
        speaker: (label: string) => `Your speaker “${label}” is here again and used.`,
      },
    },
    cleanSound: 'Take noise and echo out of my sound',
    insecure: 'The browser gives microphone and camera only to pages opened over HTTPS.',
    problem: {
      microphone: {
        refused:
          'The browser did not allow the microphone. Allow it next to the address bar, then try again.',
        missing: 'No microphone was found.',
        busy: 'The microphone did not start. Another program may be using it.',
      },
      camera: {
        refused: 'The browser did not allow the camera. Allow it next to the address bar, then try again.',
        missing: 'No camera was found.',
        busy: 'The camera did not start. Another program may be using it.',
      },
    },
  },

  pages: {
    invalid: 'This link does not lead to a meeting',
    invalidHint:
      'It may have been cut off when it was copied. Ask the person who sent it for the whole link.',
    expired: 'This link has expired',
    revoked: 'This link was replaced',
    revokedHint: 'Ask the person who invited you for the new one.',
    expiredHint: 'Ask the person who invited you for a new link.',
    unreachable: 'The server cannot be reached',
    unreachableHint: 'Check your network connection, then try again.',
    replaced: 'The meeting is open in another tab',
    replacedHint: 'You joined again with the same link, so this tab has stopped. You can go on here instead.',
    useHere: 'Use it here',
    left: 'You have left the meeting',
    leftHint: 'You can close this tab, or go back in.',
    rejoin: 'Join again',
    removed: 'You are no longer in this meeting',
    removedHint: 'A moderator removed you, or your place was given up after a long absence.',
  },

  connection: {
    lost: 'Connection lost. Reconnecting…',
    restarting: 'The server restarts. You keep your place; sound and picture go on.',
    back: 'You are connected again.',
    mediaFailed: 'Sound and picture could not be connected.',
    mediaConnecting: 'Connecting sound and picture…',
    soundBlocked: 'The browser holds the sound back until you ask for it.',
    playSound: 'Play sound',
    now: 'Try now',
  },

  stage: {
    label: 'Meeting',
    alone: 'Nobody else is here yet',
    aloneRoom: 'Nobody else is in this room yet',
    inRooms: 'Nobody else is in the main room while the breakout rooms are open',
    inRoomsCounted: (people: number, rooms: number) =>
      `${plural(people, 'person is', 'people are')} in ${plural(rooms, 'breakout room', 'breakout rooms')}`,
    muted: 'Microphone off',
    hand: 'Hand raised',
    speaking: 'Speaking',
  },

  toolbar: {
    label: 'Meeting controls',
    mute: 'Mute',
    unmute: 'Unmute',
    stopCamera: 'Stop camera',
    startCamera: 'Start camera',
    raiseHand: 'Raise hand',
    lowerHand: 'Lower hand',
    people: 'People',
    more: 'More',
    leave: 'Leave',
    leaveQuestion: 'Leave the meeting?',
    leaveHint: 'The others stay. You can come back with the same link.',
  },
  menu: {
    breakout: 'Breakout',
    devices: 'Device settings',
    light: 'Light theme',
    dark: 'Dark theme',
  },

  panel: {
    people: 'People',
    search: 'Search people',
    nobody: (query: string) => `Nobody here is called “${query}”.`,
    here: 'In this room',
    role: { host: 'Host', moderator: 'Moderator', participant: '' },
  },

  setup: {
    title: 'Breakout rooms',
    existingTitle: 'Existing rooms are available',
    existing:
      "You've already created breakout rooms. Would you like to keep them and their data or create new ones?",
    keep: 'Keep existing rooms',
    create: 'Create new rooms',
    rooms: 'Number of rooms',
    fewer: 'Fewer',
    more: 'More',
    atMost: (most: number) => `From 1 to ${most}`,
    roomsRange: (most: number) => `Choose a whole number from 1 to ${most}.`,
    bySize: 'Set the size of rooms instead',
    peoplePerRoom: 'People per room',
    peopleHint: 'As many rooms are made as the participants need.',
    peopleRange: (most: number) => `Choose a whole number from 1 to ${most}.`,
    late: 'Who joins late',
    lateKinds: {
      smallest: 'goes to the smallest room',
      choose: 'chooses a room',
      hold: 'waits in the main room',
    },
    capped: 'Limit how many may choose a room',
    capacity: 'Places in each room',
    assign: 'Assign people',
    automatic: 'Automatically',
    automaticHint: 'Everyone is dealt out at random, evenly.',
    manual: 'Manually',
    manualHint: 'You place people in the dashboard.',
    choose: 'Let participants choose room',
    chooseHint: 'Everyone sees the rooms and picks one.',
    limit: 'Time limit',
    limitMinutes: 'Minutes',
    minutesRange: (most: number) => `Choose from 1 to ${most} minutes.`,
    permissions: 'Participants may',
    allowCall: 'Call a moderator',
    allowReturn: 'Return to the main room',
    allowSwitch: 'Switch rooms',
    continue: 'Continue',
  },

  dashboard: {
    title: 'Breakout',
    main: 'Main room',
    search: 'Search people',
    searchShort: '1 more letter',
    found: (n: number) => `${plural(n, 'person', 'people')} found`,
    noneHere: 'No match here',
    shuffle: 'Shuffle',
    dealing: 'Dealing options',
    shuffleMemory: 'With memory: new faces first',
    nextRoom: 'Move to next room',
    previousRoom: 'Back one room',
    round: (n: number) => `Round ${n}`,
    undo: 'Undo',
    gather: 'Gather everyone',
    sendBack: 'Send back to rooms',
    moveRoom: 'Move everyone to …',
    swap: 'Swap',
    pin: 'Pin to room',
    unpin: 'Unpin',
    pinned: 'pinned',
    promote: 'Make moderator',
    demote: 'Take moderator role back',
    start: 'Start breakout',
    end: 'End breakout',
    addTime: 'Add time',
    addRoom: 'Add room',
    join: 'Join room',
    inRoom: 'You are here',
    full: 'Full height',
    part: 'Lower part',
    close: 'Close dashboard',
    peopleIn: (room: string) => `People in ${room}`,
    roomMenu: (room: string) => `Options for ${room}`,
    personMenu: (name: string) => `Options for ${name}`,
    drag: (name: string) => `Drag ${name}`,
    rename: 'Rename',
    renameLabel: (room: string) => `New name for ${room}`,
    delete: 'Delete',
    moveTo: 'Move to …',
    unassigned: 'unassigned',
    assignedTo: (room: string) => `belongs to ${room}`,
    moving: (room: string, seconds: number) => `moves to ${room} in ${seconds} s`,
    movingTo: (room: string) => `moves to ${room}`,
    later: 'joins when the dashboard closes',
    laterNotOpen: 'You join the room if the breakout has started when you close the dashboard.',
    away: 'disconnected',
    empty: 'Nobody yet',
    emptyChoose: 'Participants choose after the start',
    dropHere: 'Drop here',
    selected: (n: number) => `${n} selected`,
    moved: (n: number, room: string) => `${plural(n, 'person', 'people')} to ${room}`,
    draft: 'Not started',
    closing: 'Ending',
    discard: 'Discard',
    noRooms: 'No rooms are set up.',
    waiting: 'Preparing the rooms…',
    roomCloses: 'This room is closing; everyone in it goes to the main room.',
  },

  rooms: {
    title: 'Breakout rooms are open',
    chooseTitle: 'Choose a room',
    hint: 'Join any room. You can change rooms at the top of the screen.',
    chooseHint: 'You can see who is in which room.',
    stay: 'Not now',
    join: 'Join room',
    nobody: 'Nobody yet',
    more: (n: number) => `and ${n} more`,
    full: 'Full',
    of: (count: number, most: number) => `${count} of ${most} people`,
  },

  bar: {
    label: 'Breakout session',
    remaining: 'Remaining time',
    addTime: 'Add time',
    minutes: 'Minutes',
    minutesHint: 'A negative number shortens the session.',
    minutesRange: 'Type a number of minutes other than 0, at most 1,440.',
    switcher: (room: string) => `${room}, all rooms`,
    switchTitle: 'All rooms',
    join: 'Join room',
    here: 'you are here',
    open: 'Open dashboard',
    end: 'End breakout',
    back: 'Return to main room',
    rooms: 'Change room',
  },

  countdown: {
    going: (room: string) => `You are going to "${room}"`,
    back: 'You are going back to the main room',
    closing: 'The breakout is ending',
    closingBack: 'Everyone goes back to the main room',
    inSeconds: (seconds: number) => `in ${plural(seconds, 'second', 'seconds')}`,
    seconds: 'seconds',
  },

  time: {
    left: (minutes: number) => `${plural(minutes, 'minute', 'minutes')} left`,
    leftLong: (minutes: number) => `${plural(minutes, 'minute', 'minutes')} of the breakout left`,
    arrived: (room: string) => `You are in ${room}`,
  },

  bands: { label: 'Notices' },

  groupings,
  report,
  chat,
  broadcast,
  calls,
  late,
  log,
  view,
  share,
  moderating,
  quality,
} as const;

type Widened<T> = T extends string
  ? string
  : T extends (...args: infer A) => string
    ? (...args: A) => string
    : { readonly [K in keyof T]: Widened<T[K]> };

export type Texts = Widened<typeof en>;
