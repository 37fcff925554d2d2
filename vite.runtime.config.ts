import { join } from 'node:path';
import { defineConfig, type UserConfig } from 'vite';

/** The half of an exported module that is the same for every model: one file, no dependencies, for Node and browsers. */
export function runtimeBundle(name: string, source: string): UserConfig {
  return {
    root: import.meta.dirname,
    publicDir: false,
    build: {
      target: 'es2022',
      minify: true,
      sourcemap: false,
      rolldownOptions: {
        input: { [name]: join(import.meta.dirname, source) },
        preserveEntrySignatures: 'strict',
        output: { format: 'esm', entryFileNames: '[name].mjs', codeSplitting: false },
      },
    },
  };
}

export default defineConfig(runtimeBundle('runtime', 'shared/export/runtime.ts'));
