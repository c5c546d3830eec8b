import * as Y from 'yjs';

/** One thing on the board, as Excalidraw describes it. */
export interface BoardElement {
  readonly id: string;
  readonly type: string;
  readonly version: number;
  readonly versionNonce: number;
  readonly index: string | null;
  readonly isDeleted: boolean;
  readonly [field: string]: unknown;
}

type Stored = Y.Map<unknown>;
type Draft = { -readonly [K in keyof BoardElement]: BoardElement[K] };

/** Pictures and embedded pages stay out: they are files, and the board is bounded. */
const DRAWABLE: ReadonlySet<unknown> = new Set([
  'rectangle',
  'ellipse',
  'diamond',
  'arrow',
  'line',
  'freedraw',
  'text',
  'frame',
]);
/** Fields that grow while one draws: kept as arrays of numbers, so that only what is added travels. */
const GROWING = ['points', 'pressures'] as const;
const NUMBERS = [
  'x',
  'y',
  'width',
  'height',
  'angle',
  'version',
  'versionNonce',
  'seed',
  'strokeWidth',
  'opacity',
];
const TEXTS = ['strokeColor', 'backgroundColor'];
const FARTHEST = 1e7;
const MOST_POINTS = 20_000;
/** Points are kept to this part of a pixel, which takes half the bytes. */
const GRAIN = 64;

/** A text somebody has just begun is no use to others yet; emptied, it goes when they have done. */
export const isWritable = (element: BoardElement): boolean =>
  DRAWABLE.has(element.type) && (element.type !== 'text' || element.isDeleted || element.text !== '');

const isGrowing = (field: string): field is (typeof GROWING)[number] =>
  (GROWING as readonly string[]).includes(field);

const coarse = (value: number): number => Math.round(value * GRAIN) / GRAIN;

/** Points as a list of numbers: x, y, x, y. */
const flat = (value: unknown): number[] =>
  Array.isArray(value) ? value.flat().map((one) => coarse(Number(one))) : [];

const same = (one: unknown, other: unknown): boolean =>
  one === other || (typeof one === 'object' && JSON.stringify(one) === JSON.stringify(other));

function writeGrowing(stored: Stored, field: string, numbers: readonly number[]): void {
  const kept = stored.get(field);
  if (kept instanceof Y.Array) {
    const before = kept.toArray() as number[];
    if (before.length <= numbers.length && before.every((value, at) => value === numbers[at])) {
      if (before.length < numbers.length) kept.push(numbers.slice(before.length));
      return;
    }
  }
  stored.set(field, Y.Array.from([...numbers]));
}

/** Write what differs from `before`, which is what the document was last told or told us. */
export function writeElement(stored: Stored, element: BoardElement, before: BoardElement | undefined): void {
  for (const [field, value] of Object.entries(element)) {
    if (before !== undefined && same(value, before[field])) continue;
    if (isGrowing(field)) writeGrowing(stored, field, flat(value));
    else if (value === undefined) stored.delete(field);
    else stored.set(field, value);
  }
}

const inReach = (value: unknown): boolean =>
  typeof value === 'number' && Number.isFinite(value) && Math.abs(value) <= FARTHEST;

function readGrowing(draft: Draft, stored: Stored): boolean {
  for (const field of GROWING) {
    const kept = stored.get(field);
    if (!(kept instanceof Y.Array)) continue;
    const numbers = kept.toArray() as number[];
    if (numbers.length > 2 * MOST_POINTS || !numbers.every(inReach)) return false;
    if (field === 'pressures') draft[field] = numbers;
    else draft[field] = numbers.flatMap((x, at) => (at % 2 === 0 ? [[x, numbers[at + 1] ?? 0]] : []));
  }
  const linear = draft.type === 'arrow' || draft.type === 'line' || draft.type === 'freedraw';
  return !linear || (Array.isArray(draft.points) && draft.points.length > 0);
}

const LARGE = new Set(['version', 'versionNonce', 'seed']);

const isSound = (field: string, value: unknown): boolean =>
  LARGE.has(field) ? Number.isSafeInteger(value) : inReach(value);

const safeLink = (link: unknown): string | null =>
  typeof link === 'string' && /^https?:/.test(link) ? link : null;

/** What stands in the document; null for what a faulty or hostile page put there and no board can show. */
export function readElement(id: string, stored: unknown): BoardElement | null {
  if (!(stored instanceof Y.Map) || !DRAWABLE.has(stored.get('type'))) return null;
  const draft: Draft = { id, type: '', version: 0, versionNonce: 0, index: null, isDeleted: false };
  for (const [field, value] of stored.entries()) {
    if (!isGrowing(field)) draft[field] = value;
  }
  const sound =
    NUMBERS.every((field) => isSound(field, draft[field])) &&
    TEXTS.every((field) => typeof draft[field] === 'string') &&
    (draft.type !== 'text' ||
      (typeof draft.text === 'string' && draft.text !== '' && inReach(draft.fontSize))) &&
    (draft.index === null || typeof draft.index === 'string') &&
    readGrowing(draft, stored);
  return sound && draft.id === id ? { ...draft, isDeleted: false, link: safeLink(draft.link) } : null;
}

/** From the back to the front. */
export const inOrder = (a: BoardElement, b: BoardElement): number => {
  const one = a.index ?? '';
  const other = b.index ?? '';
  if (one !== other) return one < other ? -1 : 1;
  return a.id < b.id ? -1 : Number(a.id > b.id);
};
