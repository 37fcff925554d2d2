import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/** Where the native addon lies, if it was built; null where its package is left out, as lean installers do. */
export function addonPath(): string | null {
  try {
    const main = createRequire(import.meta.url).resolve('@tensorflow/tfjs-node-gpu/package.json');
    return join(dirname(main), 'lib', 'napi-v8', 'tfjs_binding.node');
  } catch {
    return null;
  }
}
