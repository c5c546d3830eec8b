import './fonts.ts';
import { exportToBlob, exportToSvg } from '@excalidraw/excalidraw';
import type { NonDeletedExcalidrawElement } from '@excalidraw/excalidraw/element/types';
import type * as Y from 'yjs';
import { elementsOf } from '../../model/board.ts';

const SCALE = 2;
const MARGIN = 16;

const drawn = (doc: Y.Doc) => ({
  elements: elementsOf(doc) as unknown as readonly NonDeletedExcalidrawElement[],
  appState: { exportBackground: true, viewBackgroundColor: '#ffffff', exportWithDarkMode: false },
  files: null,
  exportPadding: MARGIN,
});

/** A board as a picture that can be scaled; `alone` for one that brings its fonts along. */
export const svgOf = (doc: Y.Doc, alone: boolean): Promise<SVGSVGElement> =>
  exportToSvg({ ...drawn(doc), ...(alone ? {} : { skipInliningFonts: true as const }) });

/** A board as a picture of points, at twice its size. */
export const pngOf = (doc: Y.Doc): Promise<Blob> =>
  exportToBlob({
    ...drawn(doc),
    mimeType: 'image/png',
    getDimensions: (width: number, height: number) => ({
      width: width * SCALE,
      height: height * SCALE,
      scale: SCALE,
    }),
  });
