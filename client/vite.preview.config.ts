import { mergeConfig } from 'vite';
import config from './vite.config.ts';

/** The page that shows every state by its name, for pictures, axe and measurements; no part of the product. */
export default mergeConfig(config, { build: { rolldownOptions: { input: 'preview.html' } } });
