import { ChevronLeft, ChevronRight } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import type { ShownFile } from '../../model/showing.ts';
import { IconButton } from '../parts/Button.tsx';
import { SwitchField } from '../parts/Fields.tsx';
import { Problem } from '../parts/Refusal.tsx';
import { useSize } from '../stage/useSize.ts';
import { useStore, useTexts } from '../store.tsx';
import { openPdf, type Pdf, TooLong } from './pdf.ts';

type Trouble = 'long' | 'broken' | null;

const KEYS: Readonly<Record<string, number>> = {
  ArrowRight: 1,
  ArrowDown: 1,
  PageDown: 1,
  ArrowLeft: -1,
  ArrowUp: -1,
  PageUp: -1,
};

const troubleOf = (error: unknown): Trouble => (error instanceof TooLong ? 'long' : 'broken');

/** The PDF at an address; the first address counts, so that a renewed one does not load it again. */
function usePdf(url: string): { pdf: Pdf | null; trouble: Trouble } {
  const [first] = useState(url);
  const [state, setState] = useState<{ pdf: Pdf | null; trouble: Trouble }>({ pdf: null, trouble: null });
  useEffect(() => {
    let open: Pdf | null = null;
    let wanted = true;
    openPdf(first).then(
      (pdf) => {
        open = pdf;
        if (wanted) setState({ pdf, trouble: null });
        else pdf.close();
      },
      (error: unknown) => {
        if (wanted) setState({ pdf: null, trouble: troubleOf(error) });
      },
    );
    return () => {
      wanted = false;
      open?.close();
    };
  }, [first]);
  return state;
}

/** Which page this screen shows: the presenter's, or one's own when not following. */
function usePage({ shown, inMyHands }: ShownFile, pages: number) {
  const { actions } = useStore();
  const [own, setOwn] = useState<number | null>(null);
  const page = Math.min(Math.max(own ?? shown.page, 1), Math.max(pages, 1));
  const turn = (by: number) => {
    const next = Math.min(Math.max(page + by, 1), Math.max(pages, 1));
    if (next === page) return;
    if (inMyHands && own === null) void actions.command({ type: 'turn_page', page: next }, 'files');
    else setOwn(next);
  };
  return { page, turn, following: own === null, follow: (on: boolean) => setOwn(on ? null : page) };
}

/** Pages are turned by keys from the shown file, and from nowhere in particular. */
function useArrows(turn: (by: number) => void): void {
  const latest = useRef(turn);
  useEffect(() => {
    latest.current = turn;
  });
  useEffect(() => {
    const byKey = (event: KeyboardEvent) => {
      const by = KEYS[event.key];
      const { target } = event;
      const here = target === document.body || (target instanceof Element && target.closest('.shown'));
      if (by === undefined || !here || event.defaultPrevented) return;
      event.preventDefault();
      latest.current(by);
    };
    window.addEventListener('keydown', byKey);
    return () => window.removeEventListener('keydown', byKey);
  }, []);
}

/** RM3: a PDF page by page, following the presenter or not. */
export default function PdfView({ shown, url }: { shown: ShownFile; url: string }) {
  const t = useTexts().files;
  const { pdf, trouble: unreadable } = usePdf(url);
  const { page, turn, following, follow } = usePage(shown, pdf?.pages ?? 1);
  const [drawn, setDrawn] = useState<{ page: number; trouble: Trouble } | null>(null);
  const area = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const { width, height } = useSize(area);
  useEffect(() => {
    const paper = canvas.current;
    if (!pdf || !paper || width === 0 || height === 0) return;
    const stop = new AbortController();
    const done = (trouble: Trouble) => {
      if (!stop.signal.aborted) setDrawn({ page, trouble });
    };
    pdf.draw(page, paper, { width, height }, stop.signal).then(
      () => done(null),
      (error: unknown) => done(troubleOf(error)),
    );
    return () => stop.abort();
  }, [pdf, page, width, height]);
  useArrows(turn);
  const trouble = unreadable ?? (drawn?.page === page ? drawn.trouble : null);
  const pages = pdf?.pages ?? 1;
  return (
    <>
      <div className="shown-area" ref={area}>
        <canvas
          aria-label={t.page(page, pages)}
          data-page={drawn?.trouble === null ? drawn.page : undefined}
          hidden={trouble !== null}
          ref={canvas}
          role="img"
        />
        {!pdf && trouble === null && <p className="shown-note">{t.loading}</p>}
        {trouble !== null && <Problem>{trouble === 'long' ? t.tooLong : t.broken}</Problem>}
      </div>
      <div className="shown-controls">
        <IconButton isDisabled={page <= 1} label={t.previousPage} onPress={() => turn(-1)}>
          <ChevronLeft aria-hidden className="flip-rtl" size={20} />
        </IconButton>
        <span className="shown-time" role="status">
          {t.page(page, pages)}
        </span>
        <IconButton isDisabled={page >= pages} label={t.nextPage} onPress={() => turn(1)}>
          <ChevronRight aria-hidden className="flip-rtl" size={20} />
        </IconButton>
        {!shown.byMe && <SwitchField label={t.follow} on={following} onChange={follow} />}
      </div>
    </>
  );
}
