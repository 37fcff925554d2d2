import { join } from 'node:path';
import { defineConfig } from 'vite';

export default defineConfig({
  root: join(import.meta.dirname, 'page'),
  base: './',
  publicDir: false,
  build: {
    target: 'chrome83',
    modulePreload: false,
    rolldownOptions: { input: join(import.meta.dirname, 'page', 'index.html') },
  },
});
