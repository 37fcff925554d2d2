import { join } from 'node:path';
import { defineConfig } from 'vite';

const root = join(import.meta.dirname, '..', '..');

/** The production main process, bundled for Electron 9 (Chromium 83): same sources, older syntax, CommonJS. */
export default defineConfig({
  root,
  publicDir: false,
  define: { 'import.meta.dirname': '__dirname' },
  ssr: { noExternal: true, external: ['electron'] },
  build: {
    ssr: true,
    target: 'chrome83',
    minify: false,
    rolldownOptions: {
      input: {
        'electron/main': join(root, 'src-main/hosts/electron/main.ts'),
      },
      external: ['electron', /^node:/],
      output: {
        format: 'cjs',
        entryFileNames: '[name].cjs',
        chunkFileNames: 'electron/[name].cjs',
      },
    },
  },
});
