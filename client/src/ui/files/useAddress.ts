import { useCallback, useEffect, useState } from 'react';
import type { Refusal } from '../../model/wire.ts';
import { useStore } from '../store.tsx';

export interface FileAddress {
  readonly url: string | null;
  readonly refusal: Refusal | null;
  /** The address does not work any more: ask for another. */
  readonly renew: () => void;
}

/** Where the file can be read now; an address lasts for some minutes. */
export function useAddress(file: string): FileAddress {
  const { files } = useStore();
  const [asked, setAsked] = useState(0);
  const [found, setFound] = useState<{ file: string; url: string | null; refusal: Refusal | null } | null>(
    null,
  );
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked again for each renewal
  useEffect(() => {
    let wanted = true;
    void files.address(file).then((answer) => {
      if (!wanted) return;
      setFound(
        answer.ok ? { file, url: answer.value, refusal: null } : { file, url: null, refusal: answer.refusal },
      );
    });
    return () => {
      wanted = false;
    };
  }, [files, file, asked]);
  const renew = useCallback(() => setAsked((times) => times + 1), []);
  const here = found?.file === file ? found : null;
  return { url: here?.url ?? null, refusal: here?.refusal ?? null, renew };
}
