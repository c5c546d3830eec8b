import { GlobalWorkerOptions, getDocument, type PDFDocumentProxy, PDFWorker } from 'pdfjs-dist';
import workerUrl from 'pdfjs-dist/build/pdf.worker.min.mjs?url';

/** PDF pages on a canvas. Everything comes from our own server, and everything has a bound. */

GlobalWorkerOptions.workerSrc = workerUrl;

/** Where vite.config.ts puts what the library loads by name. */
const PLACE = '/assets/pdfjs';
const LONGEST = 20_000;
/** Pixels of a canvas: about 64 MB. */
const MOST_PIXELS = 16_000_000;
const LARGEST_IMAGE = 64_000_000;

export class TooLong extends Error {}

export interface Pdf {
  readonly pages: number;
  /** Draws a page as large as fits; rejects with TooLong, or when `stop` says so. */
  draw(page: number, canvas: HTMLCanvasElement, box: Size, stop: AbortSignal): Promise<void>;
  close(): void;
}

export interface Size {
  readonly width: number;
  readonly height: number;
}

async function inTime<T>(work: Promise<T>, giveUp: () => void): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      giveUp();
      reject(new TooLong());
    }, LONGEST);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

async function drawPage(
  document: PDFDocumentProxy,
  number: number,
  canvas: HTMLCanvasElement,
  box: Size,
  stop: AbortSignal,
): Promise<void> {
  const page = await document.getPage(number);
  const plain = page.getViewport({ scale: 1 });
  const fit = Math.min(box.width / plain.width, box.height / plain.height);
  const bound = Math.sqrt(MOST_PIXELS / (plain.width * plain.height));
  const viewport = page.getViewport({ scale: Math.min(fit * window.devicePixelRatio, bound) });
  if (stop.aborted) return;
  canvas.width = Math.max(1, Math.floor(viewport.width));
  canvas.height = Math.max(1, Math.floor(viewport.height));
  canvas.style.inlineSize = `${Math.floor(plain.width * fit)}px`;
  canvas.style.blockSize = `${Math.floor(plain.height * fit)}px`;
  const task = page.render({ canvas, viewport });
  stop.addEventListener('abort', () => task.cancel());
  await task.promise;
  page.cleanup();
}

/** Opens a PDF in a worker of its own, which is ended with it, whatever it is doing. */
export async function openPdf(url: string): Promise<Pdf> {
  const worker = new PDFWorker();
  const loading = getDocument({
    url,
    worker,
    // Scripts in a PDF are never run.
    isEvalSupported: false,
    enableXfa: false,
    useWasm: false,
    maxImageSize: LARGEST_IMAGE,
    disableAutoFetch: true,
    cMapUrl: `${PLACE}/cmaps/`,
    standardFontDataUrl: `${PLACE}/standard_fonts/`,
    wasmUrl: `${PLACE}/wasm/`,
    iccUrl: `${PLACE}/iccs/`,
  });
  const close = () => {
    void loading.destroy();
    worker.destroy();
  };
  let document: PDFDocumentProxy;
  try {
    document = await inTime(loading.promise, close);
  } catch (error) {
    close();
    throw error;
  }
  return {
    pages: document.numPages,
    draw: (page, canvas, box, stop) => {
      const bound = new AbortController();
      stop.addEventListener('abort', () => bound.abort());
      return inTime(drawPage(document, page, canvas, box, bound.signal), () => bound.abort());
    },
    close,
  };
}
