import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin } from 'vite';

const FONTS = join(import.meta.dirname, 'node_modules/@excalidraw/excalidraw/dist/prod/fonts');
/** Where the client's code looks for them: ui/board/fonts.ts. */
const PLACE = 'assets/excalidraw/fonts';
/** What Excalidraw does when a font is not where we say: it asks a host of its own choice. */
const ELSEWHERE = /[\w$]+\.push\(new URL\([\w$]+,[\w$]+\.ASSETS_FALLBACK_URL\)\),/g;

const fonts = (): string[] =>
  readdirSync(FONTS, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.woff2'));

/** The board's fonts, from our own server: nothing is ever fetched from elsewhere. */
export function boardFonts(): Plugin {
  let found = 0;
  return {
    name: 'board-fonts',
    transform(code, id) {
      if (!id.includes('/@excalidraw/excalidraw/') || !code.includes('ASSETS_FALLBACK_URL')) return null;
      found += code.match(ELSEWHERE)?.length ?? 0;
      return { code: code.replace(ELSEWHERE, ''), map: null };
    },
    generateBundle() {
      if (found !== 1) this.error(`Excalidraw asks elsewhere for fonts in ${found} places, not in one.`);
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
