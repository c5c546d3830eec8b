import * as Y from 'yjs';
import { elementsOf } from '../../model/board.ts';
import type { HarvestPage } from '../../model/documents.ts';

const bytes = (base64: string): Uint8Array => Uint8Array.from(atob(base64), (char) => char.charCodeAt(0));

/** The boards of a harvest as SVG by room; rooms where nothing was drawn have none. */
export async function picturesOf(page: HarvestPage): Promise<ReadonlyMap<string, string>> {
  const pictures = new Map<string, string>();
  for (const { room, board } of page.rooms) {
    if (board === null) continue;
    const doc = new Y.Doc();
    Y.applyUpdate(doc, bytes(board));
    if (elementsOf(doc).length > 0) {
      const { svgOf } = await import('../board/picture.ts');
      pictures.set(room, (await svgOf(doc, true)).outerHTML);
    }
    doc.destroy();
  }
  return pictures;
}

/** A picture as the address of itself, for a file that stands alone. */
export const dataUrl = (svg: string): string => `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
