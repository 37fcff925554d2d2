import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build, type Plugin } from 'vite';
import main from '../../vite.main.config.ts';

const WORKER = /new URL\('\.\/([\w-]+)\.(?:worker|process)\.ts', import\.meta\.url\)/g;

/**
 * Threads and processes of the backend start from bundles, as in the product, made when the first test needs one.
 * A thread that loads TypeScript starts Node's type stripper, a WebAssembly module, each time: it takes five times as
 * long to start, and many such threads in one process now and then end it with a signal, by a race of V8's wrappers
 * (nodejs/node#64500).
 */
export function bundledWorkers(): Plugin {
  let bundled: Promise<string> | undefined;
  return {
    name: 'portrait:bundled-workers',
    // Before TypeScript is taken away, which changes how strings are written.
    enforce: 'pre',
    async transform(code, id) {
      if (!id.includes('/src-main/') || code.search(WORKER) < 0) return undefined;
      const folder = await (bundled ??= bundleWorkers());
      const located = code.replace(WORKER, (_, name: string) => {
        const bundle = pathToFileURL(join(folder, 'workers', `${name}.mjs`));
        return `new URL(${JSON.stringify(bundle.href)})`;
      });
      return { code: located, map: null };
    },
  };
}

/** Gives the folder; it goes when this process ends. */
async function bundleWorkers(): Promise<string> {
  const bundles = join(import.meta.dirname, '../../.cache/test-workers');
  mkdirSync(bundles, { recursive: true });
  const outDir = mkdtempSync(join(bundles, `${process.pid}-`));
  process.once('exit', () => rmSync(outDir, { recursive: true, force: true }));
  const options = main.build?.rolldownOptions;
  const input = Object.fromEntries(
    Object.entries(options?.input ?? {}).filter(([name]) => name.startsWith('workers/')),
  );
  await build({
    ...main,
    configFile: false,
    logLevel: 'warn',
    build: { ...main.build, outDir, emptyOutDir: true, rolldownOptions: { ...options, input } },
  });
  return outDir;
}
