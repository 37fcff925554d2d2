import { builtinModules } from 'node:module';
import { join } from 'node:path';
import { defineConfig, type Plugin } from 'vite';

/**
 * Sentences of errors name recommenders and their settings; none that this program says does. Without them it sets up none of
 * their schemas: ten megabytes of a server that has no other use for them.
 */
const withoutRecommenderNames: Plugin = {
  name: 'without-recommender-names',
  enforce: 'pre',
  resolveId: (source, importer) =>
    source.endsWith('/recommenders/index.ts') && importer?.endsWith('/errors/spoken-params.ts')
      ? '\0no-recommenders'
      : null,
  load: (id) =>
    id === '\0no-recommenders'
      ? 'export const algorithm = { options: [] }; export const descriptorOf = () => null;'
      : null,
};

/** The program that scores files and answers requests with an exported model: one file, with Node alone. */
export default defineConfig({
  root: import.meta.dirname,
  publicDir: false,
  plugins: [withoutRecommenderNames],
  ssr: { noExternal: true },
  build: {
    ssr: true,
    target: 'node22',
    minify: true,
    sourcemap: false,
    rolldownOptions: {
      input: { 'portrait-serve': join(import.meta.dirname, 'src-main/hosts/serve/main.ts') },
      external: [/^node:/, ...builtinModules],
      // What nobody here calls is left out: schemas behind types, and codecs (a dictionary of Brotli among them).
      treeshake: { moduleSideEffects: (id) => id.includes('/src-main/') },
      output: { format: 'esm', entryFileNames: '[name].mjs', codeSplitting: false },
    },
  },
});
