import { existsSync, globSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { basename, join } from 'node:path';
import { defineConfig } from 'vite';

/** Output name -> source: every program that runs outside the window. */
const programs = {
  'backend/main': 'src-main/hosts/electron/backend/backend-process.ts',
  'hosts/localhost': 'src-main/hosts/localhost/main.ts',
  'hosts/cli': 'src-main/hosts/cli/main.ts',
  'engine/engine': 'src-main/engine/engine.ts',
  'electron/main': 'src-main/hosts/electron/main.ts',
};

const root = import.meta.dirname;
const input = Object.fromEntries(
  Object.entries(programs)
    .map(([name, source]) => [name, join(root, source)] as const)
    .filter(([, source]) => existsSync(source)),
);
// Threads and processes of the backend: `NAME.worker.ts` becomes `dist/workers/NAME.mjs`.
for (const source of globSync('src-main/backend/**/*.{worker,process}.ts', { cwd: root })) {
  input[`workers/${basename(source).split('.')[0]}`] = join(root, source);
}

/** Packages with native parts or files of their own stay in node_modules. */
const external = [/^@tensorflow\//, 'better-sqlite3', 'webgpu', 'electron', /^node:/];

export default defineConfig({
  root,
  publicDir: false,
  ssr: { noExternal: true, external: ['better-sqlite3', 'webgpu', 'electron'] },
  build: {
    ssr: true,
    target: 'node24',
    minify: false,
    sourcemap: false,
    rolldownOptions: {
      input,
      external: [...external, ...builtinModules],
      output: {
        format: 'esm',
        entryFileNames: '[name].mjs',
        chunkFileNames: 'chunks/[name]-[hash].mjs',
      },
    },
  },
});
