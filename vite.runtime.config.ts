import { join } from 'node:path';
import { defineConfig } from 'vite';

/** The half of an exported module that is the same for every model: one file, no dependencies, for Node and browsers. */
export default defineConfig({
  root: import.meta.dirname,
  publicDir: false,
  build: {
    target: 'es2022',
    minify: true,
    sourcemap: false,
    rolldownOptions: {
      input: { runtime: join(import.meta.dirname, 'shared/export/runtime.ts') },
      preserveEntrySignatures: 'strict',
      output: { format: 'esm', entryFileNames: '[name].mjs', codeSplitting: false },
    },
  },
});
