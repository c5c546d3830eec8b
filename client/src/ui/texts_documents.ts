import { named } from './texts_session.ts';

/** Boards, notes: part of the catalogue in texts.ts. */
export const documents = {
  board: 'Whiteboard',
  notes: 'Notes',
  of: (title: string, room: string) => `${title} of ${named(room)}`,
  loading: 'Opening…',
  lost: 'Connection lost. What you do is kept here and sent when it is back.',
  reading: 'Only people in the room can write here.',
  end: {
    not_yours: 'This belongs to a room you are not in.',
    gone: 'This is no longer open here.',
    broken: 'Your last change could not be taken. Open it again to go on.',
    full: 'This is full: your last change could not be kept. Remove something, then go on.',
  },
  again: 'Open again',
  png: 'Download PNG',
  svg: 'Download SVG',
  markdown: 'Download Markdown',
  empty: 'Write together. Markdown is welcome.',
  failed: 'The whiteboard met something it cannot show.',
};
