import { type RefObject, useEffect, useState } from 'react';

/** Whether an element is on the screen or within a screen of it; always true while `always`. */
export function useNear(ref: RefObject<HTMLElement | null>, always: boolean): boolean {
  const [near, setNear] = useState(always);
  useEffect(() => {
    const element = ref.current;
    if (always || !element) return;
    const observer = new IntersectionObserver(([entry]) => setNear(entry?.isIntersecting ?? false), {
      rootMargin: '400px',
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, [ref, always]);
  return near || always;
}
