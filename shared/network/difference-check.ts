import type { ModelSpec } from '../model/net/model-spec.ts';
import { activations } from './activations.ts';
import { forwardPass, type Batch, type Forward, type Mode, type Weights } from './forward.ts';
import { at, isMatrix } from './matrix.ts';

/** One number of a tensor. */
export type Place = { tensor: string; row: number; column: number };

/** A gradient's number beside what moving the weight a little really does to the loss. */
export type DifferenceCheck = {
  /** (L(w + h) - L(w - h)) / 2h. */
  central: number;
  /** Whether a unit's slope jumps between w - h and w + h: then the difference proves nothing, and backprop is not wrong. */
  corner: boolean;
};

/** Central difference of the total loss by one weight; its error falls with h^2 until rounding, about 1e-16 / h, takes over. */
export function differenceCheck(
  spec: ModelSpec,
  weights: Weights,
  batch: Batch,
  mode: Mode,
  place: Place,
  h = 1e-5,
): DifferenceCheck {
  const up = forwardPass(spec, moved(weights, place, h), batch, mode);
  const down = forwardPass(spec, moved(weights, place, -h), batch, mode);
  return {
    central: (up.loss.total - down.loss.total) / (2 * h),
    corner: crossesCorner(up, down),
  };
}

/** A copy of the weights with one of them moved. */
export function moved(weights: Weights, { tensor, row, column }: Place, by: number): Weights {
  const old = weights.get(tensor);
  if (old === undefined) throw new RangeError(`no weight ${tensor}`);
  const values = (isMatrix(old) ? (old[row] ?? []) : old).slice();
  values[column] = (values[column] ?? NaN) + by;
  return new Map(weights).set(tensor, isMatrix(old) ? old.with(row, values) : values);
}

function crossesCorner(up: Forward, down: Forward): boolean {
  return up.layers.some((layer, l) => {
    const other = down.layers[l];
    const plan = up.layout.layers[l];
    if (layer.type !== 'dense' || other?.type !== 'dense' || plan?.type !== 'dense') return false;
    const { corner } = activations[plan.spec.activation];
    if (corner === undefined) return false;
    return layer.z.some((row, r) =>
      row.some(
        (z, c) => (z - corner) * (at(other.z, r, c) - corner) <= 0 && z !== at(other.z, r, c),
      ),
    );
  });
}
