import { join } from 'node:path';
import { defineConfig } from 'vite';

/** A sandboxed preload is one CommonJS file that may require nothing but electron. */
export default defineConfig({
  root: import.meta.dirname,
  publicDir: false,
  ssr: { noExternal: true, external: ['electron'] },
  build: {
    ssr: true,
    target: 'chrome150',
    minify: false,
    rolldownOptions: {
      input: {
        'electron/preload': join(import.meta.dirname, 'src-main/hosts/electron/preload.ts'),
      },
      external: ['electron'],
      output: { format: 'cjs', entryFileNames: '[name].cjs' },
    },
  },
});
