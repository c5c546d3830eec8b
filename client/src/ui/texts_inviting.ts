/** What is said about links (JN1) and about erasing (RT3). */

export const inviting = {
  button: 'Invite',
  title: 'Invite people',
  making: 'Making links…',
  link: { participant: 'Link for participants', moderator: 'Link for moderators' },
  moderatorHint: 'Whoever has this link may run the meeting.',
  copy: 'Copy',
  copyWhat: { participant: 'Copy link for participants', moderator: 'Copy link for moderators' },
  copied: 'Copied',
  copyFailed: 'The browser did not copy it. The link is selected: copy it with the keyboard.',
  until: (day: string) => `Both links are good until ${day}.`,
  days: 'Days the links are good for',
  daysHint: (most: number) => `1 to ${most}. Links made before stay good.`,
  daysWrong: (most: number) => `Type a whole number from 1 to ${most}.`,
  make: 'Make new links',
  old: 'Old links',
  oldHint: 'Did a link get to somebody it was not for?',
  revoke: 'Let old links open nothing …',
  revoked: 'Old links open nothing any more. These are new.',
};

export const revoking = {
  title: 'Let old links open nothing?',
  which: 'Which links',
  all: 'All links',
  allHint: 'Everybody who is to come in from now on needs a new link.',
  participant: 'Links for participants',
  participantHint: 'Links for moderators stay good.',
  moderator: 'Links for moderators',
  moderatorHint: 'Links for participants stay good.',
  stays: 'Whoever is in the meeting or waits in the lobby stays, also over a reload or a lost network.',
  goes: 'Whoever has left or has not come yet needs a new link: also you, once you have left.',
  confirm: 'Let old links open nothing',
};

export const erasing = {
  heading: 'Privacy',
  button: 'Erase what was said …',
  hostOnly: 'What was said in this meeting can be erased by the host.',
  title: 'Erase what was said?',
  never: 'This cannot be undone.',
  goes: 'What goes, for everybody and in all rooms',
  gone: [
    'Chat, private lines and announcements',
    'Notes, whiteboards and files, also what was brought back to the main room',
    'Everybody’s name, and the reasons of calls',
  ],
  stays: 'What stays',
  kept: [
    'The meeting itself: it goes on, with its rooms, links and passcode',
    'Who was where and when, without names',
    'The title and the names of rooms',
    'What people have saved on their own machines',
  ],
  confirm: 'Erase everything',
  done: 'What was said in this meeting was erased, and all names with it.',
  nameAgain: 'Use my name again',
};
