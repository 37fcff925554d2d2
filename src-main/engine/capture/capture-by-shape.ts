import type * as tf from '@tensorflow/tfjs-core';
import type { NativeBackend } from '../runtime/runtime.ts';
import { captureFunction, type CapturedFunction } from './captured-function.ts';
import type { Execution } from './execution.ts';
import { signatureOf } from './shapes.ts';

/** Captures kept at once; the one not used for longest goes first. */
const mostKept = 16;

/** A function captured anew for each set of input shapes it meets, and replayed for those met before. */
export function captureByShape(
  native: NativeBackend,
  fn: (inputs: tf.Tensor[]) => readonly tf.Tensor[],
  execution: Execution,
): Pick<CapturedFunction, 'run' | 'dispose'> & { readonly captures: number } {
  const kept = new Map<string, CapturedFunction>();
  return {
    run(inputs) {
      const signature = signatureOf(inputs);
      const found = kept.get(signature) ?? captureFunction(native, inputs, fn, execution);
      // Map keeps the order of insertion: the latest use goes last.
      kept.delete(signature);
      kept.set(signature, found);
      const [oldest] = kept.keys();
      if (kept.size > mostKept && oldest !== undefined) {
        kept.get(oldest)?.dispose();
        kept.delete(oldest);
      }
      return found.run(inputs);
    },
    get captures() {
      return kept.size;
    },
    dispose() {
      for (const captured of kept.values()) captured.dispose();
      kept.clear();
    },
  };
}
