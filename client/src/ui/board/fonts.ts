declare global {
  interface Window {
    EXCALIDRAW_ASSET_PATH?: string;
  }
}

/** Where the build puts the board's fonts: excalidraw.ts beside vite.config.ts. */
export const FONTS = '/assets/excalidraw/';

window.EXCALIDRAW_ASSET_PATH = FONTS;
