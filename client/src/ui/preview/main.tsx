import { createRoot } from 'react-dom/client';
import type { MediaElement } from '../../model/app.ts';
import { createFakeStore, type FakeStore } from '../../model/fake.ts';
import '../styles.css';
import { App } from '../App.tsx';
import { previewFiles } from './files.ts';
import { STATES } from './states.ts';

/** Shows one state by its name: preview.html#open?light. For development only. */

declare global {
  interface Window {
    previewStore?: FakeStore;
    previewStates?: readonly string[];
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

const [name = '', theme] = location.hash.slice(1).split('?');
const store = createFakeStore({ ...STATES[name]?.(), theme: theme === 'light' ? 'light' : 'dark' });
const painted: FakeStore = {
  ...store,
  files: previewFiles(name === 'files'),
  actions: { ...store.actions, setTheme: (next) => store.set({ theme: next }) },
  attach: {
    ...store.attach,
    preview: (element) => paint(element, 30),
    video: (element, slot) => paint(element, (Number(slot.mid.slice(1)) * 47) % 360),
  },
};
window.previewStore = painted;
window.previewStates = Object.keys(STATES);
const root = document.getElementById('root');
if (root) createRoot(root).render(<App store={painted} />);
