import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin } from 'vite';

const LIBRARY = join(import.meta.dirname, 'node_modules/pdfjs-dist');
/** Where the client's code looks for them: ui/files/pdf.ts. */
const PLACE = 'assets/pdfjs';
const FOLDERS = ['cmaps', 'standard_fonts', 'iccs', 'wasm'];

/** What PDF pages may need besides the code, from our own server: nothing is fetched from elsewhere. */
export function pdfFiles(): Plugin {
  return {
    name: 'pdf-files',
    generateBundle() {
      for (const folder of FOLDERS) {
        for (const file of readdirSync(join(LIBRARY, folder)).filter((name) => !name.endsWith('.wasm'))) {
          this.emitFile({
            type: 'asset',
            fileName: `${PLACE}/${folder}/${file}`,
            source: readFileSync(join(LIBRARY, folder, file)),
          });
        }
      }
    },
  };
}
