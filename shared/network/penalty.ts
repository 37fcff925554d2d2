import type { Layout } from './layout.ts';
import { combined, entriesOf, type Tensor } from './matrix.ts';

type Tensors = ReadonlyMap<string, Tensor>;

/** The penalty of the hidden kernels: l1 times the sum of |w| and l2 times the sum of w^2, as Keras adds them; biases are free. */
export function penaltyOf(layout: Layout, weights: Tensors): number {
  let penalty = 0;
  for (const { name, l1, l2 } of penalised(layout)) {
    const kernel = entriesOf(weights.get(name) ?? []);
    penalty += l1 * kernel.reduce((sum, w) => sum + Math.abs(w), 0);
    penalty += l2 * kernel.reduce((sum, w) => sum + w * w, 0);
  }
  return penalty;
}

/** Adds the penalties' slopes, l1 sign(w) + 2 l2 w, to the gradients of the loss. */
export function withPenalty(
  layout: Layout,
  weights: Tensors,
  gradients: Tensors,
): Map<string, Tensor> {
  const all = new Map(gradients);
  for (const { name, l1, l2 } of penalised(layout)) {
    const gradient = all.get(name);
    const kernel = weights.get(name);
    if (gradient === undefined || kernel === undefined) continue;
    all.set(
      name,
      combined((g = 0, w = 0) => g + l1 * Math.sign(w) + 2 * l2 * w, gradient, kernel),
    );
  }
  return all;
}

function penalised(layout: Layout): { name: string; l1: number; l2: number }[] {
  return layout.layers.flatMap((layer) =>
    layer.type === 'dense' && (layer.spec.l1 > 0 || layer.spec.l2 > 0)
      ? [{ name: `${layer.name}/kernel`, l1: layer.spec.l1, l2: layer.spec.l2 }]
      : [],
  );
}
