import { useEffect } from 'react';

const PLACES = '[tabindex], section, aside, main, [role="group"]';

/** The nearest place around what is gone that is still there; overlays outside of `root` give the focus back themselves. */
function placeFor(path: readonly Element[], root: Element): HTMLElement | null {
  if (!path.includes(root)) return null;
  const around = path.filter((element) => element !== root && root.contains(element));
  const place = around.find((element) => element.matches(PLACES)) ?? root.querySelector('main');
  return place instanceof HTMLElement ? place : null;
}

function pathOf(element: Element): readonly Element[] {
  const path: Element[] = [];
  for (let each: Element | null = element; each; each = each.parentElement) path.push(each);
  return path;
}

/**
 * Never leaves the focus on nothing: when the focused button goes away with what it did, the focus moves to the
 * room, panel or region it stood in, so that the next Tab goes on from there.
 */
export function useKeptFocus(): void {
  useEffect(() => {
    const root = document.getElementById('root') ?? document.body;
    let path: readonly Element[] = [];
    const remember = (event: FocusEvent) => {
      if (event.target instanceof Element) path = pathOf(event.target);
    };
    const keep = () => {
      const [last] = path;
      if (!last || last.isConnected || document.activeElement !== document.body) return;
      const place = placeFor(path, root);
      path = [];
      if (!place) return;
      if (!place.hasAttribute('tabindex')) place.tabIndex = -1;
      place.focus({ preventScroll: true });
    };
    const observer = new MutationObserver(keep);
    document.addEventListener('focusin', remember);
    observer.observe(root, { childList: true, subtree: true });
    return () => {
      document.removeEventListener('focusin', remember);
      observer.disconnect();
    };
  }, []);
}
