import type { ModelSpec } from '../model/net/model-spec.ts';
import { layoutOf } from '../network/layout.ts';
import type { FlatWeights } from '../network/predictor.ts';
import { textFloats } from '../wire/float-text.ts';

/** Tensors of a bundle by name, row-major. @throws RangeError where there are not as many numbers as the net has */
export function namedWeights(spec: ModelSpec, data: string): FlatWeights {
  const values = textFloats(data);
  const { order, trainable, moving } = layoutOf(spec);
  const weights = new Map<string, Float32Array>();
  let at = 0;
  for (const { part, index } of order) {
    const slot = (part === 'trainable' ? trainable : moving)[index];
    if (slot === undefined) continue;
    weights.set(slot.name, values.subarray(at, at + slot.size));
    at += slot.size;
  }
  if (at !== values.length) throw new RangeError(`${values.length} weights, the net has ${at}`);
  return weights;
}
