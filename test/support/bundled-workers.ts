import type { Plugin } from 'vite';

const WORKER = /new URL\('\.\/([\w-]+)\.(?:worker|process)\.ts', import\.meta\.url\)/g;
const folder = new URL('../../.cache/test-workers/workers/', import.meta.url);

/**
 * Threads and processes of the backend start from bundles, as in the product; `scripts/testing/bundle-workers.mjs` makes
 * them. A thread that loads TypeScript starts Node's type stripper, a WebAssembly module, each time: it takes five times
 * as long to start, and many such threads in one process now and then end it with a signal, by a race of V8's wrappers
 * (nodejs/node#64500).
 */
export function bundledWorkers(): Plugin {
  return {
    name: 'portrait:bundled-workers',
    // Before TypeScript is taken away, which changes how strings are written.
    enforce: 'pre',
    transform(code, id) {
      if (!id.includes('/src-main/') || code.search(WORKER) < 0) return undefined;
      const located = code.replace(WORKER, (_, name: string) => {
        const bundle = new URL(`${name}.mjs`, folder);
        return `new URL(${JSON.stringify(bundle.href)})`;
      });
      return { code: located, map: null };
    },
  };
}
