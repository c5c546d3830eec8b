import { useEffect } from 'react';

const PLACES = '[tabindex], section, aside, main, [role="group"], [role="dialog"]';

/** The nearest place around what is gone that is still there; an overlay that is gone too gives the focus back itself. */
function placeFor(path: readonly Element[], root: Element): HTMLElement | null {
  const around = path.filter((element) => element.isConnected && !element.contains(root));
  const place =
    around.find((element) => element.matches(PLACES)) ??
    (path.includes(root) ? root.querySelector('main') : null);
  return place instanceof HTMLElement ? place : null;
}

function pathOf(element: Element): readonly Element[] {
  const path: Element[] = [];
  for (let each: Element | null = element; each; each = each.parentElement) path.push(each);
  return path;
}

function focusOn(place: HTMLElement | null): void {
  if (place && !place.hasAttribute('tabindex')) place.tabIndex = -1;
  place?.focus({ preventScroll: true });
}

/** Once overlays have had their turn to give the focus back. */
function afterOverlays(act: () => void): void {
  requestAnimationFrame(() => requestAnimationFrame(act));
}

const isCovered = (root: Element): boolean =>
  [...root.querySelectorAll('main'), root].some((each) => each.closest('[inert], [aria-hidden="true"]'));

/**
 * Never leaves the focus on nothing: when the focused button goes away with what it did, the focus moves to the
 * room, panel, dialog or region it stood in, so that the next Tab goes on from there. When a dialog closes whose opener is
 * gone, a menu's item say, it moves to where it was on the page before, or around that.
 */
export function useKeptFocus(): void {
  useEffect(() => {
    const root = document.getElementById('root') ?? document.body;
    let path: readonly Element[] = [];
    let onPage: readonly Element[] = [];
    const remember = (event: FocusEvent) => {
      if (!(event.target instanceof Element)) return;
      path = pathOf(event.target);
      if (path.includes(root)) onPage = path;
    };
    const isLost = () => document.activeElement === document.body && !isCovered(root);
    const giveBack = () => {
      if (!isLost()) return;
      const [last] = onPage;
      if (last instanceof HTMLElement && last.isConnected) last.focus({ preventScroll: true });
      else focusOn(placeFor(onPage, root));
    };
    const keep = () => {
      const [last] = path;
      if (!last || last.isConnected || document.activeElement !== document.body) return;
      const place = placeFor(path, root);
      if (!place && !path.includes(root)) afterOverlays(giveBack);
      path = [];
      focusOn(place);
    };
    const observer = new MutationObserver(keep);
    document.addEventListener('focusin', remember);
    observer.observe(document.body, { childList: true, subtree: true });
    return () => {
      document.removeEventListener('focusin', remember);
      observer.disconnect();
    };
  }, []);
}
