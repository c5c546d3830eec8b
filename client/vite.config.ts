import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';

const SERVER = 'http://127.0.0.1:8000';

export default defineConfig({
  plugins: [react()],
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
