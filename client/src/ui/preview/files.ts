import type { AppState } from '../../model/app.ts';
import type { Files, Upload } from '../../model/files.ts';
import type { Records } from '../../model/records.ts';
import type { FileKind, FileRecord, Playback } from '../../wire.gen.ts';
import { id, inMeeting, mates, me, nameOf } from './people.ts';

/** Files in a room, on their way, and shown. */

const file = (
  number: number,
  name: string,
  kind: FileKind,
  size: number,
  by: number,
): [string, FileRecord] => [
  `f_${number}`,
  { id: `f_${number}`, name, kind, size, at: number, by: nameOf(by), by_id: id(by) },
];

export const FILES: Records['files'] = new Map([
  file(1, 'Reading list.pdf', 'pdf', 3_400_000, 0),
  file(
    2,
    'A very long name of a photograph that does not fit into one line of the panel 2026-11-22.jpg',
    'image',
    812_000,
    1,
  ),
  file(3, 'أغنية الصباح.mp3', 'audio', 5_100_000, 2),
  file(4, 'Lecture.webm', 'video', 198_000_000, 0),
  file(5, 'Sources.zip', 'other', 12, 3),
]);

const shown = (number: number, by: number, playback: Playback | null): Partial<AppState> =>
  inMeeting({
    mates: mates(5),
    me: me('participant'),
    files: FILES,
    presentation: {
      by: id(by),
      name: nameOf(by),
      what: { kind: 'file', file: `f_${number}`, page: 1, playback },
      asked: [],
      offered: null,
    },
  });

export const FILE_STATES: Readonly<Record<string, () => Partial<AppState>>> = {
  files: () => inMeeting({ mates: mates(5), files: FILES }),
  'files-participant': () => inMeeting({ mates: mates(5), files: FILES, me: me('participant') }),
  'files-none': () => inMeeting({ mates: mates(5) }),
  'shown-picture': () => shown(2, 1, null),
  'shown-pdf': () => shown(1, 1, null),
  'shown-sound': () => shown(3, 0, { playing: false, position: 12_000, at: Date.now() }),
};

const upload = (number: number, name: string, change: Partial<Upload>): Upload => ({
  key: `${number}`,
  room: 'main',
  name,
  size: 90_000_000,
  sent: 0,
  status: 'queued',
  refusal: null,
  ...change,
});

const UPLOADS: readonly Upload[] = [
  upload(1, 'Slides for Monday.pdf', { sent: 31_000_000, status: 'sending' }),
  upload(2, 'Recording.mp4', {}),
  upload(3, 'Everything.iso', {
    status: 'failed',
    refusal: { code: 'FILE_SIZE', message: 'Choose a file that is not empty and has at most 200 MB.' },
  }),
];

/** Three uploads that stand still, and one picture for every file. */
export const previewFiles = (sending: boolean): Files => {
  const uploads = sending ? UPLOADS : [];
  return {
    getUploads: () => uploads,
    subscribe: () => () => undefined,
    add: () => undefined,
    cancel: () => undefined,
    clear: () => undefined,
    retry: () => undefined,
    address: async () => ({ ok: true, value: '/favicon.svg' }),
    download: async () => null,
  };
};
