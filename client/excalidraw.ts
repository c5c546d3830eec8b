import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin } from 'vite';

const FONTS = join(import.meta.dirname, 'node_modules/@excalidraw/excalidraw/dist/prod/fonts');
/** Where the client's code looks for them: ui/board/fonts.ts. */
const PLACE = 'assets/excalidraw/fonts';
/** What Excalidraw does when a font is not where we say: it asks a host of its own choice. */
const ELSEWHERE = /[\w$]+\.push\(new URL\([\w$]+,[\w$]+\.ASSETS_FALLBACK_URL\)\),/g;

/** Whether it asks a worker to cut fonts down, which our policy stops: ui/board/whole_fonts.ts. */
const WORKER = /=typeof Worker<"u"(?=,[\w$]+=async)/g;
/** A style written as markup, which our policy stops. */
const MARKUP = /\.setAttribute\("style","white-space: pre;"\)/g;

const fonts = (): string[] =>
  readdirSync(FONTS, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.woff2'));

/** The board's fonts, from our own server: nothing is ever fetched from elsewhere. */
export function boardFonts(): Plugin {
  let found = 0;
  const without = (code: string, what: RegExp, instead: string): string => {
    found += code.match(what)?.length ?? 0;
    return code.replace(what, instead);
  };
  return {
    name: 'board-fonts',
    transform(code, id) {
      if (!id.includes('/@excalidraw/excalidraw/') || !code.includes('ASSETS_FALLBACK_URL')) return null;
      const allowed = without(without(code, ELSEWHERE, ''), WORKER, '=false');
      return { code: without(allowed, MARKUP, '.style.setProperty("white-space","pre")'), map: null };
    },
    generateBundle() {
      if (found !== 3) this.error(`Excalidraw has ${found} of the three places that break our policy.`);
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
