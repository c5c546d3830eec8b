// @vitest-environment jsdom
import { afterEach, describe, expect, it } from 'vitest';
import { listenForFingers, scrollStep } from './fingerDrag.ts';

const ROWS = `
  <div class="grid">
    <div data-room="r1"><div role="row" data-key="ann"><button class="row-grip">Drag Ann</button></div></div>
    <div data-room="r2"></div>
    <div class="closing"></div>
  </div>`;

afterEach(() => document.body.replaceChildren());

/** Whoever `selected` holds goes along; a finger is over `under`. */
function setUp(selected: readonly string[] = []) {
  const root = document.createElement('section');
  root.innerHTML = ROWS;
  document.body.append(root);
  root.setPointerCapture = () => undefined;
  const find = (what: string) => root.querySelector<HTMLElement>(what) ?? root;
  let under = root;
  document.elementFromPoint = () => under;
  const said: unknown[] = [];
  const stop = listenForFingers(root, find('.grid'), {
    with: (person) => new Set([person, ...selected]),
    label: (people) => [...people].join(' and '),
    start: (people) => said.push(['start', ...people]),
    drop: (people, room) => said.push(['drop', ...people, room]),
    end: () => said.push('end'),
  });
  const fire = (type: string, target: Element, more: object = {}) => {
    const at = { pointerId: 1, pointerType: 'touch', isPrimary: true, clientX: 0, clientY: 0, ...more };
    const event = Object.assign(new Event(type, { bubbles: true, cancelable: true }), at);
    target.dispatchEvent(event);
    return event;
  };
  const drag = (over: string) => {
    fire('pointerdown', find('.row-grip'));
    under = find(over);
    fire('pointermove', root, { clientX: 40 });
  };
  return { root, find, said, stop, fire, drag };
}

const preview = () => document.querySelector('.drag-finger')?.textContent ?? null;

describe('MV2: dragging with a finger', () => {
  it('takes a person, and whoever is selected, to the room under the finger', () => {
    const { root, find, said, fire, drag } = setUp(['ben']);
    drag('[data-room="r2"]');
    expect(preview()).toBe('ann and ben');
    expect(find('[data-room="r2"]').dataset.finger).toBe('');
    fire('pointerup', root);
    expect(said).toEqual([['start', 'ann', 'ben'], ['drop', 'ann', 'ben', 'r2'], 'end']);
    expect([preview(), find('[data-room="r2"]').dataset.finger]).toEqual([null, undefined]);
  });

  it.each([
    ['where no room takes anybody', 'pointerup', '.closing'],
    ['when the browser takes the touch over', 'pointercancel', '[data-room="r2"]'],
  ])('changes nothing %s', (_, type, over) => {
    const { root, said, fire, drag } = setUp();
    drag(over);
    fire(type, root);
    expect(said).toEqual([['start', 'ann'], 'end']);
  });

  it('ends with Escape, and with the dashboard', () => {
    const { root, said, stop, drag } = setUp();
    drag('[data-room="r2"]');
    document.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape' }));
    drag('[data-room="r2"]');
    stop();
    expect(said).toEqual([['start', 'ann'], 'end', ['start', 'ann'], 'end']);
    expect(root.isConnected && preview()).toBeNull();
  });

  it('leaves mice, other touches and what is not a grip alone', () => {
    const { root, find, said, fire } = setUp();
    fire('pointerdown', find('.row-grip'), { pointerType: 'mouse' });
    fire('pointermove', root, { clientX: 40 });
    fire('pointerdown', find('[data-room="r1"]'));
    fire('pointermove', root, { clientX: 40 });
    expect(fire('contextmenu', root).defaultPrevented).toBe(false);
    expect(said).toEqual([]);
  });

  it('keeps the browser from dragging as well', () => {
    const { root, fire, drag } = setUp();
    drag('[data-room="r2"]');
    expect(fire('dragstart', root).defaultPrevented).toBe(true);
  });

  it('scrolls near the edges, faster the nearer', () => {
    expect(scrollStep(300, 0, 600)).toBe(0);
    expect(scrollStep(590, 0, 600)).toBeGreaterThan(scrollStep(560, 0, 600));
    expect(scrollStep(5, 0, 600)).toBeLessThan(0);
    expect(scrollStep(-500, 0, 600)).toBe(scrollStep(-100, 0, 600));
  });
});
