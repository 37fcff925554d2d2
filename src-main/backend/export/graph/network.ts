import type { ModelSpec } from '#shared/model/net/model-spec.ts';
import { layoutOf } from '#shared/network/layout.ts';
import type { Primitives } from './primitives.ts';

/** Tensors of a network by the names of its layout, row by row. */
export type TensorOf = (name: string) => Float32Array;

/** The network as it predicts: float32 features [n, inputs] to outputs [n, units]. Dropout is nothing then. */
export function networkGraph<V>(
  g: Primitives<V>,
  spec: ModelSpec,
  tensorOf: TensorOf,
  features: V,
): V {
  let value = features;
  for (const layer of layoutOf(spec).layers) {
    if (layer.type === 'dense') {
      const kernel = tensorOf(`${layer.name}/kernel`);
      value = g.dense(value, kernel, tensorOf(`${layer.name}/bias`));
      value = g.activated(value, layer.spec.activation);
    } else if (layer.type === 'batchNorm') {
      const part = (name: string): Float32Array => tensorOf(`${layer.name}/${name}`);
      const variance = part('moving_variance');
      const scale = part('gamma').map((gamma, unit) => {
        return gamma / Math.sqrt(variance[unit]! + layer.spec.epsilon);
      });
      value = g.normalised(value, part('moving_mean'), scale, part('beta'));
    }
  }
  value = g.dense(value, tensorOf('output/kernel'), tensorOf('output/bias'));
  const { activation } = spec.output;
  return activation === 'softmax' ? g.softmax(value) : g.activated(value, activation);
}
