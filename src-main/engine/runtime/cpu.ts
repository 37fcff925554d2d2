import * as tf from '@tensorflow/tfjs-core';
import { registerGradients } from './gradients.ts';
import type { Runtime } from './runtime.ts';

/** tfjs in plain JavaScript: the slowest, and the one that always runs. */
export async function startCpu(): Promise<Runtime> {
  await import('@tensorflow/tfjs-backend-cpu');
  await tf.setBackend('cpu');
  await tf.ready();
  registerGradients();
  return {
    name: 'cpu',
    device: 'cpu',
    native: null,
    threads: 1,
    oneDnn: false,
    versions: { tfjs: tf.version_core },
    lost: null,
  };
}
