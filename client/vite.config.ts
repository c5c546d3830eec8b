import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';
import { boardFonts } from './excalidraw.ts';
import { pdfFiles } from './pdfjs.ts';

const SERVER = 'http://127.0.0.1:8000';

const own = (file: string): string => new URL(file, import.meta.url).pathname;

export default defineConfig({
  plugins: [react(), boardFonts(), pdfFiles()],
  resolve: {
    alias: [
      // Diagrams from text would be another 1.5 MB; the board has no button for them.
      { find: '@excalidraw/mermaid-to-excalidraw', replacement: own('src/ui/board/no_mermaid.ts') },
      { find: /^\.\/subset-(?:shared|worker)\.chunk\.js$/, replacement: own('src/ui/board/whole_fonts.ts') },
    ],
  },
  build: {
    // The server's Content-Security-Policy has no inline script, and data: URLs would need an exception of their own.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    target: 'es2022',
  },
  server: {
    host: '127.0.0.1',
    proxy: { '/api': { target: SERVER, ws: true } },
  },
  test: {
    include: ['src/**/*.test.{ts,tsx}'],
    environment: 'node',
    // Looking elements up by role in jsdom takes seconds on a busy machine; a hanging test still ends.
    testTimeout: 60_000,
    maxWorkers: 2,
  },
});
