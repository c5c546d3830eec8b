import { useEffect, useState } from 'react';

/** How long what can be done with a tile stays in sight after a tap. */
const IN_SIGHT = 6_000;

/** RM1: with fingers there is no pointer above a tile: a tap shows what can be done with it, another one hides it. */
export function useTouched() {
  const [touched, setTouched] = useState<string | null>(null);
  useEffect(() => {
    if (touched === null) return;
    const timer = setTimeout(() => setTouched(null), IN_SIGHT);
    return () => clearTimeout(timer);
  }, [touched]);
  return { touched, touch: (key: string) => setTouched(touched === key ? null : key) };
}
