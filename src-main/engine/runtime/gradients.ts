import { createRequire } from 'node:module';

/**
 * Registers the gradients of all operations. tfjs-core's own list cannot be loaded by Node (its files lack
 * extensions); the union package carries a bundled copy and shares tfjs-core's registry.
 */
export function registerGradients(): void {
  createRequire(import.meta.url)('@tensorflow/tfjs');
}
