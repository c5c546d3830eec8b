import { flushSync } from 'react-dom';
import { createRoot } from 'react-dom/client';
import type { MediaElement } from '../../model/app.ts';
import { createFakeStore, type FakeStore } from '../../model/fake.ts';
import '../styles.css';
import { App } from '../App.tsx';
import { previewDocuments } from './documents.ts';
import { previewFiles } from './files.ts';
import { STATES } from './states.ts';

/** Shows one state by its name: preview.html#open?light; `previewShow` shows another one. For development only. */

declare global {
  interface Window {
    previewStore?: FakeStore;
    previewStates?: readonly string[];
    previewShow?: (state: string, theme: string) => void;
  }
}

function paint(element: MediaElement, hue: number): () => void {
  const canvas = document.createElement('canvas');
  canvas.width = 320;
  canvas.height = 180;
  const pen = canvas.getContext('2d');
  if (pen) {
    pen.fillStyle = `hsl(${hue} 30% 62%)`;
    pen.fillRect(0, 0, 320, 180);
    pen.fillStyle = `hsl(${hue} 28% 42%)`;
    pen.beginPath();
    pen.arc(160, 80, 38, 0, 7);
    pen.ellipse(160, 190, 80, 62, 0, 0, 7);
    pen.fill();
  }
  // One picture, not five a second: two dozen of them would keep the machine busy.
  const stream = canvas.captureStream(0);
  for (const track of stream.getVideoTracks()) (track as CanvasCaptureMediaStreamTrack).requestFrame();
  element.srcObject = stream;
  return () => {
    element.srcObject = null;
  };
}

function createStore(name: string, theme: string): FakeStore {
  const store = createFakeStore({ ...STATES[name]?.(), theme: theme === 'light' ? 'light' : 'dark' });
  return {
    ...store,
    files: previewFiles(name === 'files'),
    documents: previewDocuments(name),
    actions: { ...store.actions, setTheme: (next) => store.set({ theme: next }) },
    attach: {
      ...store.attach,
      preview: (element) => paint(element, 30),
      video: (element, slot) => paint(element, (Number(slot.mid.slice(1)) * 47) % 360),
    },
  };
}

const page = document.getElementById('root');
const root = page && createRoot(page);
let shown = 0;

/** Nothing of what was shown before is kept. */
function show(name: string, theme: string): void {
  const store = createStore(name, theme);
  window.previewStore = store;
  shown += 1;
  flushSync(() => root?.render(<App key={shown} store={store} />));
}

const [name = '', theme = ''] = location.hash.slice(1).split('?');
window.previewStates = Object.keys(STATES);
window.previewShow = show;
show(name, theme);
