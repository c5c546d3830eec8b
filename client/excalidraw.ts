import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin } from 'vite';

const FONTS = join(import.meta.dirname, 'node_modules/@excalidraw/excalidraw/dist/prod/fonts');
/** Where the client's code looks for them: ui/board/BoardCanvas.tsx. */
const PLACE = 'assets/excalidraw/fonts';
/** 13 MB for Chinese handwriting: the system's own font stands in. */
const LEFT_OUT = new Set(['Xiaolai']);

const fonts = (): string[] =>
  readdirSync(FONTS, { recursive: true, encoding: 'utf8' }).filter(
    (file) => file.endsWith('.woff2') && !LEFT_OUT.has(file.split('/')[0] ?? ''),
  );

/** The board's fonts, from our own server: nothing is fetched from elsewhere. */
export function boardFonts(): Plugin {
  return {
    name: 'board-fonts',
    generateBundle() {
      for (const file of fonts()) {
        this.emitFile({
          type: 'asset',
          fileName: `${PLACE}/${file}`,
          source: readFileSync(join(FONTS, file)),
        });
      }
    },
  };
}
