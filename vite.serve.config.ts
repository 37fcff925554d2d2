import { builtinModules } from 'node:module';
import { join } from 'node:path';
import { defineConfig } from 'vite';

/** The program that scores files and answers requests with an exported model: one file, with Node alone. */
export default defineConfig({
  root: import.meta.dirname,
  publicDir: false,
  ssr: { noExternal: true },
  build: {
    ssr: true,
    target: 'node22',
    minify: true,
    sourcemap: false,
    rolldownOptions: {
      input: { 'portrait-serve': join(import.meta.dirname, 'src-main/hosts/serve/main.ts') },
      external: [/^node:/, ...builtinModules],
      // Codecs nobody here calls (a dictionary of Brotli among them) are left out.
      treeshake: { moduleSideEffects: (id) => !id.includes('/hyparquet-compressors/') },
      output: { format: 'esm', entryFileNames: '[name].mjs', codeSplitting: false },
    },
  },
});
