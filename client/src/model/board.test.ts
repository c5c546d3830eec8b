import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { Board, elementsOf } from './board.ts';
import { type BoardElement, readElement } from './board_elements.ts';

interface Step {
  readonly who: 0 | 1;
  readonly what: 'draw' | 'edit' | 'erase' | 'exchange';
  readonly id: string;
  readonly x: number;
}

const NOBODY: ReadonlySet<string> = new Set();

const element = (id: string, more: Partial<BoardElement> = {}): BoardElement => ({
  id,
  type: 'rectangle',
  x: 0,
  y: 0,
  width: 10,
  height: 10,
  angle: 0,
  seed: 1,
  strokeWidth: 1,
  opacity: 100,
  strokeColor: '#000',
  backgroundColor: 'transparent',
  version: 1,
  versionNonce: 1,
  index: `a${id}`,
  isDeleted: false,
  ...more,
});

/** A page with the board open: a scene, and a document that is told to the others by hand. */
class Desk {
  readonly doc = new Y.Doc();
  readonly board = new Board(this.doc);
  scene: readonly BoardElement[] = [];

  draw(changed: BoardElement): void {
    this.scene = [...this.scene.filter((one) => one.id !== changed.id), changed];
  }

  edit(id: string, change: Partial<BoardElement>): void {
    const before = this.scene.find((one) => one.id === id);
    if (before)
      this.draw({
        ...before,
        ...change,
        version: before.version + 1,
        versionNonce: (Math.random() * 1e9) | 0,
      });
  }

  settle(busy = NOBODY): void {
    this.board.write(this.scene);
    this.scene = this.board.merge(this.scene, busy) ?? this.scene;
  }

  shown(): readonly BoardElement[] {
    return this.scene
      .filter((one) => !one.isDeleted)
      .map((one) => ({ ...one, link: null }))
      .sort((a, b) => (a.id < b.id ? -1 : 1));
  }
}

function exchange(one: Desk, other: Desk): void {
  one.settle();
  other.settle();
  Y.applyUpdate(other.doc, Y.encodeStateAsUpdate(one.doc, Y.encodeStateVector(other.doc)));
  Y.applyUpdate(one.doc, Y.encodeStateAsUpdate(other.doc, Y.encodeStateVector(one.doc)));
  one.settle();
  other.settle();
}

describe('RM3: a board and its document', () => {
  it('shows what others drew, changed and took away', () => {
    const [ann, ben] = [new Desk(), new Desk()];
    ann.draw(element('1'));
    exchange(ann, ben);
    expect(ben.shown()).toEqual(ann.shown());
    ben.edit('1', { x: 5 });
    exchange(ann, ben);
    expect(ann.scene[0]?.x).toBe(5);
    ann.edit('1', { isDeleted: true });
    exchange(ann, ben);
    expect(ben.shown()).toEqual([]);
    expect(elementsOf(ben.doc)).toEqual([]);
  });

  it('keeps both of two changes to one thing', () => {
    const [ann, ben] = [new Desk(), new Desk()];
    ann.draw(element('1'));
    exchange(ann, ben);
    ann.edit('1', { x: 7 });
    ben.edit('1', { strokeColor: '#f00' });
    exchange(ann, ben);
    expect(ann.shown()).toEqual(ben.shown());
    expect(ann.scene[0]).toMatchObject({ x: 7, strokeColor: '#f00' });
  });

  it('leaves what one is just changing alone until one has let go', () => {
    const [ann, ben] = [new Desk(), new Desk()];
    ann.draw(element('1'));
    exchange(ann, ben);
    ben.edit('1', { x: 9 });
    ben.settle();
    Y.applyUpdate(ann.doc, Y.encodeStateAsUpdate(ben.doc));
    ann.settle(new Set(['1']));
    expect(ann.scene[0]?.x).toBe(0);
    ann.settle();
    expect(ann.scene[0]?.x).toBe(9);
  });

  it('sends only what a growing line grew by', () => {
    const desk = new Desk();
    const points: [number, number][] = [[0, 0]];
    desk.draw(element('1', { type: 'freedraw', points: [...points], pressures: [] }));
    desk.settle();
    const sizes: number[] = [];
    desk.doc.on('update', (update) => sizes.push(update.length));
    for (let n = 1; n <= 300; n += 1) {
      points.push([n + 0.123, n / 7]);
      desk.edit('1', { points: [...points] });
      desk.settle();
    }
    expect(Math.max(...sizes)).toBeLessThan(120);
    const read = readElement('1', desk.doc.getMap('elements').get('1'));
    expect(read?.points).toHaveLength(301);
  });

  it('shows nothing of what a faulty page puts there', () => {
    const desk = new Desk();
    const stored = desk.doc.getMap<unknown>('elements');
    const bad: Record<string, unknown>[] = [
      { ...element('a'), type: 'image' },
      { ...element('b'), type: 'iframe' },
      { ...element('c'), x: Number.NaN },
      { ...element('d'), width: 1e300 },
      { ...element('e'), type: 'freedraw', points: 'many' },
      { ...element('f'), type: 'text', text: 7, fontSize: 20 },
      { ...element('g'), strokeColor: { url: 'x' } },
      { ...element('other') },
    ];
    for (const [at, fields] of bad.entries()) stored.set(`k${at}`, new Y.Map(Object.entries(fields)));
    stored.set('plain', 'text');
    desk.settle();
    expect(desk.shown()).toEqual([]);
    stored.set('k', new Y.Map(Object.entries({ ...element('k'), link: 'javascript:alert(1)' })));
    expect(elementsOf(desk.doc)[0]?.link).toBeNull();
  });

  it('converges whatever two people do', () => {
    const step: fc.Arbitrary<Step> = fc.record({
      who: fc.constantFrom<Step['who'][]>(0, 1),
      what: fc.constantFrom<Step['what'][]>('draw', 'edit', 'erase', 'exchange'),
      id: fc.constantFrom('1', '2', '3'),
      x: fc.integer({ min: 0, max: 50 }),
    });
    const take = (desks: readonly [Desk, Desk], { who, what, id, x }: Step): void => {
      const desk = desks[who];
      switch (what) {
        case 'exchange':
          exchange(...desks);
          return;
        case 'draw':
          if (desk.scene.some((one) => one.id === id)) desk.edit(id, { isDeleted: false, x });
          else desk.draw(element(id, { x }));
          return;
        default:
          desk.edit(id, what === 'erase' ? { isDeleted: true } : { x, width: x + 1 });
      }
    };
    fc.assert(
      fc.property(fc.array(step, { maxLength: 25 }), (steps) => {
        const desks = [new Desk(), new Desk()] as const;
        for (const one of steps) take(desks, one);
        exchange(...desks);
        exchange(...desks);
        expect(desks[0].shown()).toEqual(desks[1].shown());
        expect(elementsOf(desks[0].doc)).toHaveLength(desks[0].shown().length);
      }),
      { numRuns: 300 },
    );
  });
});
