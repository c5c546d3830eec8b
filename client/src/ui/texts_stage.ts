import { named } from './texts_session.ts';

/** The stage and what is shown on it: part of the catalogue in texts.ts. */

export const view = {
  button: 'View',
  content: 'Content first',
  grid: 'Grid',
  speaker: 'Speaker',
  pin: (name: string) => `Pin ${named(name)}`,
  unpin: (name: string) => `Unpin ${named(name)}`,
  pages: 'Pages of people',
  page: (page: number, pages: number) => `Page ${page} of ${pages}`,
  previous: 'Previous page',
  next: 'Next page',
  screenOf: (name: string) => `${named(name)}'s screen`,
  noPictures: 'Sound only: this is not received',
  screenComing: (name: string) => `${named(name)} is sharing a screen…`,
};

export const share = {
  button: 'Share content',
  stop: 'Stop sharing',
  on: 'You are sharing your screen with the room.',
  ended: 'Your screen is no longer shared.',
  refused:
    'The system did not allow the screen to be recorded. Allow it for your browser in the system settings, then try again.',
  failed: 'The screen could not be captured. Try another window or the whole screen.',
  unsupported: 'This browser cannot share a screen. Use a current browser on a computer, over HTTPS.',
  notAllowedTitle: 'Sharing is off',
  notAllowed: 'The moderators keep sharing to themselves for now.',
  takenTitle: (name: string) => `${named(name)} is presenting`,
  taken: 'One person presents at a time. You can ask them to hand over to you.',
  takenAsked: 'You have asked to present. Wait until they hand over to you.',
  ask: 'Ask to present',
  asks: (name: string) => `${named(name)} asks to present.`,
  handOver: 'Hand over',
  keep: 'Keep',
  givenTo: (name: string) => `You hand over to ${named(name)}, as soon as they show something.`,
  askedOf: (name: string) => `You asked to present. ${named(name)} decides.`,
  givenBy: (name: string) => `${named(name)} hands over to you. Share your screen, or show a file.`,
  begin: 'Share my screen',
  notNow: 'Not now',
  kept: (name: string) => `${named(name)} goes on presenting.`,
  takeOverHint: 'If you share now, what they present ends.',
  takeOver: 'Take over',
  began: (name: string) => `${named(name)} is sharing a screen`,
  over: 'Nothing is shared any more',
};

export const quality = {
  1: 'Hardly any connection',
  2: 'Bad connection',
  3: 'Connection with flaws',
  weak: 'Your connection is weak. Without pictures you may be heard better.',
  soundOnly: 'Sound only',
  soundOnlyOn: 'Sound only: no pictures are sent or received.',
  withPictures: 'Show pictures',
};
