import type { NamedTensor } from '../engine/tensors.ts';
import type { Optimizer } from '../model/net/train-settings.ts';
import { initialValues } from './initial-weights.ts';
import type { Layout } from './layout.ts';
import type { Weights } from './forward.ts';
import { combined, type Tensor } from './matrix.ts';
import { slotFactors } from './updates/stored-slots.ts';
import type { Slots } from './updates/update.ts';

/** Where a run of this seed begins, moving averages among it. */
export function initialWeights(layout: Layout, seed: number): Weights {
  const parts = [layout.trainable, layout.moving].flatMap((slots) => {
    const flat = initialValues(slots, seed);
    return slots.map(({ name, shape, offset, size }) => ({
      ...{ name, shape, data: flat.subarray(offset, offset + size) },
    }));
  });
  return weightsOf(parts);
}

export function weightsOf(tensors: readonly NamedTensor[]): Weights {
  return new Map(tensors.map(({ name, shape, data }) => [name, shaped(shape, data)]));
}

/** An optimiser's state as the formulas have it, from what the engine stored. */
export function slotsOf(
  optimizer: Optimizer,
  layout: Layout,
  stored: readonly NamedTensor[],
): Slots {
  const byName = weightsOf(stored);
  const factors = Object.entries(slotFactors(optimizer));
  return new Map(
    layout.trainable.map(({ name }) => [
      name,
      Object.fromEntries(
        factors.flatMap(([slot, factor]) => {
          const tensor = byName.get(`${name}/${slot}`);
          return tensor ? [[slot, combined((value = 0) => value * factor, tensor)]] : [];
        }),
      ),
    ]),
  );
}

/** Row-major numbers as a matrix [first][second], or as the vector they are. */
function shaped([rows = 0, columns]: readonly number[], data: Float32Array): Tensor {
  if (columns === undefined) return [...data];
  return Array.from({ length: rows }, (_, row) => [
    ...data.subarray(row * columns, (row + 1) * columns),
  ]);
}
