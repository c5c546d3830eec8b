import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { createAppStore } from './adapters/store.ts';
import { App } from './ui/App.tsx';
import './ui/styles.css';

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no #root');

const store = createAppStore(window.location);

createRoot(root).render(
  <StrictMode>
    <App store={store} />
  </StrictMode>,
);
