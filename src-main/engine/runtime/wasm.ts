import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type * as Wasm from '@tensorflow/tfjs-backend-wasm';
import * as tf from '@tensorflow/tfjs-core';
import { registerGradients } from './gradients.ts';
import type { Runtime } from './runtime.ts';

/** tfjs on WebAssembly: slower than native, needs no shared library. */
export async function startWasm(): Promise<Runtime> {
  const require = createRequire(import.meta.url);
  const wasm = require('@tensorflow/tfjs-backend-wasm') as typeof Wasm;
  const folder = dirname(require.resolve('@tensorflow/tfjs-backend-wasm'));
  wasm.setWasmPaths(join(folder, '/'));
  if (!(await tf.setBackend('wasm'))) throw new Error('the wasm backend did not start');
  await tf.ready();
  registerGradients();
  return {
    name: 'wasm',
    device: 'cpu',
    native: null,
    threads: wasm.getThreadsCount(),
    oneDnn: false,
    versions: { tfjs: tf.version_core, 'tfjs-backend-wasm': wasm.version_wasm },
    lost: null,
  };
}
