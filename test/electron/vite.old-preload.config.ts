import { mergeConfig } from 'vite';
import production from '../../vite.preload.config.ts';

export default mergeConfig(production, { build: { target: 'chrome83' } });
