import * as Y from 'yjs';
import type { AppState } from '../../model/app.ts';
import { Board } from '../../model/board.ts';
import type { BoardElement } from '../../model/board_elements.ts';
import { DocumentLink } from '../../model/document_link.ts';
import { givePlace, giveState } from '../../model/document_messages.ts';
import type { DocumentKind, Documents, HarvestPage } from '../../model/documents.ts';
import type { Clock } from '../../model/ports.ts';
import type { Records } from '../../model/records.ts';
import { FILES } from './files.ts';
import { id, inMeeting, mates, me, nameOf } from './people.ts';
import { open } from './sessions.ts';

/** Boards, notes and what was brought back. */

const LOST = 1006;
const NOT_YOURS = 4011;
const FULL = 4014;

const NOTE = `# What we found

1. **Light** first, then colour: _see page 12_
2. Nobody reads the small print 🙂

> A quotation that is longer than the panel is wide, so that it has to be broken into several lines.

- [x] choose who speaks
- [ ] one picture for the main room

## السؤال الثاني

نبدأ بالسؤال الثاني ثم نعود إلى الأول

https://example.org/a/very/long/address/that/does/not/fit/into/one/line?with=a&lot=of#things
`;

let drawn = 0;

const element = (type: string, at: readonly [number, number, number, number], more: object): BoardElement => {
  drawn += 1;
  const [x, y, width, height] = at;
  return {
    id: `e${drawn}`,
    type,
    ...{ x, y, width, height, angle: 0, seed: drawn, version: 1, versionNonce: drawn },
    ...{ strokeColor: '#1e1e1e', backgroundColor: 'transparent', fillStyle: 'solid', strokeWidth: 2 },
    ...{ strokeStyle: 'solid', roughness: 1, opacity: 100, groupIds: [], roundness: null, link: null },
    index: `a${drawn}`,
    isDeleted: false,
    ...more,
  };
};

const text = (x: number, y: number, words: string): BoardElement =>
  element('text', [x, y, words.length * 11, 25], {
    ...{ text: words, originalText: words, fontSize: 20, fontFamily: 5, lineHeight: 1.25 },
    ...{ textAlign: 'left', verticalAlign: 'top', containerId: null, autoResize: true },
  });

const arrow = (x: number, y: number, across: number, down: number): BoardElement =>
  element('arrow', [x, y, across, down], {
    points: [
      [0, 0],
      [across, down],
    ],
    ...{ startArrowhead: null, endArrowhead: 'arrow', startBinding: null, endBinding: null },
  });

const boxes = (): BoardElement[] => [
  element('rectangle', [0, 0, 180, 90], { backgroundColor: '#a5d8ff' }),
  text(40, 32, 'Questions'),
  arrow(190, 45, 120, 0),
  element('ellipse', [320, 0, 190, 90], { backgroundColor: '#b2f2bb' }),
  text(375, 32, 'Findings'),
  arrow(415, 100, 0, 80),
  element('diamond', [320, 190, 190, 110], { backgroundColor: '#ffec99' }),
  text(372, 232, 'Decision'),
];

function filled(kind: DocumentKind): Y.Doc {
  const doc = new Y.Doc();
  if (kind === 'note') doc.getText('note').insert(0, NOTE);
  else {
    drawn = 0;
    new Board(doc).write(boxes());
  }
  return doc;
}

/** Where two others point, in the words of the document. */
function places(kind: DocumentKind, doc: Y.Doc): Uint8Array<ArrayBuffer>[] {
  const note = doc.getText('note');
  const at = (index: number) => Y.relativePositionToJSON(Y.createRelativePositionFromTypeIndex(note, index));
  const cursors =
    kind === 'board'
      ? [
          { x: 250, y: 150, tool: 'pointer', selected: [] },
          { x: 60, y: 210, tool: 'pointer', selected: [] },
        ]
      : [
          { anchor: at(24), head: at(30) },
          { anchor: at(170), head: at(170) },
        ];
  return cursors.map((cursor, number) => {
    const user = { person: id(number + 1), name: nameOf(number + 1) };
    return givePlace(number + 1, 1, { user, cursor });
  });
}

const STANDS_STILL: Clock = {
  now: () => 0,
  random: () => 0,
  uuid: () => '',
  at: () => () => undefined,
};

interface Told {
  readonly empty?: boolean;
  readonly writes?: boolean;
  readonly end?: number;
}

const TOLD: Readonly<Record<string, Told>> = {
  'documents-empty': { empty: true },
  'documents-read': { writes: false },
  'documents-lost': { end: LOST },
  'documents-full': { end: FULL },
  'documents-refused': { end: NOT_YOURS },
};

function openDocument(kind: DocumentKind, room: string, told: Told): DocumentLink {
  const doc = told.empty ? new Y.Doc() : filled(kind);
  return new DocumentLink(kind, room, {
    clock: STANDS_STILL,
    seat: () => '',
    dial: (_kind, _room, events) => {
      queueMicrotask(() => {
        events.opened();
        events.received(JSON.stringify({ type: 'rights', write: told.writes ?? true }));
        events.received(giveState(Y.encodeStateAsUpdate(doc)) as Uint8Array<ArrayBuffer>);
        if (!told.empty) for (const place of places(kind, doc)) events.received(place);
        if (told.end !== undefined) events.closed(told.end);
      });
      return { send: () => undefined, close: () => undefined };
    },
  });
}

const base64 = (bytes: Uint8Array): string => btoa(String.fromCharCode(...bytes));

const page = (): HarvestPage => ({
  number: 1,
  at: Date.now() - 300_000,
  by: nameOf(4),
  rooms: [
    {
      room: 'r1',
      name: 'Room 1',
      note: NOTE,
      board: base64(Y.encodeStateAsUpdate(filled('board'))),
      files: [...FILES.values()].slice(0, 3),
    },
    { room: 'r2', name: 'نظرية الألوان', note: '', board: null, files: [] },
    { room: 'r3', name: 'Room 3', note: 'One line.', board: null, files: [...FILES.values()].slice(4) },
  ],
});

/** What the state of this name shows when a board, a note or a report is opened. */
export const previewDocuments = (state: string): Documents => ({
  open: async (kind, room) => openDocument(kind, room, TOLD[state] ?? {}),
  harvest: async () =>
    state === 'harvest-unreachable'
      ? { ok: false, refusal: { code: 'UNREACHABLE', message: 'The server cannot be reached. Try again.' } }
      : { ok: true, value: page() },
  fileAddress: async () => ({ ok: true, value: { url: '/favicon.svg' } }),
});

const inRoom = (): Partial<AppState> =>
  inMeeting({
    meeting: open(),
    me: me('participant', { room: 'r3', room_name: 'Room 3' }),
    room: { id: 'r3', name: 'Room 3', kind: 'breakout' },
    mates: mates(4),
  });

const harvests: Records['harvests'] = new Map([
  ['1', { number: 1, at: 1, by: nameOf(4), rooms: ['Room 1', 'نظرية الألوان', 'Room 3'] }],
]);

export const DOCUMENT_STATES: Readonly<Record<string, () => Partial<AppState>>> = {
  documents: inRoom,
  'documents-empty': inRoom,
  'documents-read': inRoom,
  'documents-lost': inRoom,
  'documents-full': inRoom,
  'documents-refused': inRoom,
  harvest: () => inMeeting({ harvests }),
  'harvest-unreachable': () => inMeeting({ harvests }),
};
