import { defineConfig } from 'vite';
import { runtimeBundle } from './vite.runtime.config.ts';

/** The same half of an exported recommender. */
export default defineConfig(runtimeBundle('recommender', 'shared/export/recommender/runtime.ts'));
