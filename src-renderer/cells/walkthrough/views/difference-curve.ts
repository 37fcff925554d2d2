import { differenceCheck, type DifferenceCheck } from '#shared/network/difference-check.ts';
import { isMatrix } from '#shared/network/matrix.ts';
import type { Look } from '../look.ts';
import type { Walk } from '../walk.ts';
import { weightFacts } from '../ledger/weight-facts.ts';

/** Step sizes from 1e-1 to 1e-12. */
export const stepSizes = Array.from({ length: 12 }, (_, i) => 10 ** -(i + 1));

/** What backprop says before clipping, which is what a difference can show. */
function backpropOf(walk: Walk, tensor: string, row: number, column: number): number {
  const gradient = walk.trace.backward.gradients.get(tensor);
  if (gradient === undefined) return NaN;
  return (isMatrix(gradient) ? gradient[row]?.[column] : gradient[column]) ?? NaN;
}

const modeOf = ({ input }: Walk) => ({ training: true as const, dropoutKeep: input.dropoutKeep });

export type DifferencePoint = DifferenceCheck & { h: number; error: number };

/** How far a central difference is from backprop, by step size: falling with h squared, then drowned in rounding. */
export function differenceCurve(look: Look): { backprop: number; points: DifferencePoint[] } {
  const { walk } = look;
  const { tensor, from, unit } = weightFacts(look);
  const backprop = backpropOf(walk, tensor, from, unit);
  const place = { tensor, row: from, column: unit };
  const { spec } = walk.rules;
  const points = stepSizes.map((h) => {
    const made = differenceCheck(
      spec,
      walk.state.weights,
      walk.input.batch,
      modeOf(walk),
      place,
      h,
    );
    return { ...made, h, error: Math.abs(made.central - backprop) };
  });
  return { backprop, points };
}

export type AllChecked = { count: number; worst: number; corners: number };

/** Every weight of the net, a handful between two looks at the clock; null where the signal says stop. */
export async function checkAll(walk: Walk, signal: AbortSignal): Promise<AllChecked | null> {
  const told: AllChecked = { count: 0, worst: 0, corners: 0 };
  let rested = performance.now();
  for (const { name, shape } of walk.trace.forward.layout.trainable) {
    const [rows, columns] = shape.length > 1 ? [shape[0] ?? 0, shape[1] ?? 0] : [1, shape[0] ?? 0];
    for (let row = 0; row < rows; row++) {
      for (let column = 0; column < columns; column++) {
        const place = { tensor: name, row, column };
        const { spec } = walk.rules;
        const made = differenceCheck(
          spec,
          walk.state.weights,
          walk.input.batch,
          modeOf(walk),
          place,
        );
        const error = Math.abs(made.central - backpropOf(walk, name, row, column));
        told.count += 1;
        if (made.corner) told.corners += 1;
        else told.worst = Math.max(told.worst, error);
        if (performance.now() - rested < 12) continue;
        await new Promise((resolve) => setTimeout(resolve));
        rested = performance.now();
        if (signal.aborted) return null;
      }
    }
  }
  return told;
}
