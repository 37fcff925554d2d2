import { solver, type Solve } from '../../linear/small-cholesky.ts';
import type { History } from './history.ts';

export type AlsSettings = {
  factors: number;
  /** Weight of each unobserved pair. */
  unobserved: number;
  regularisation: number;
  /** Exponent of the frequency scaling. */
  frequencyScaling: number;
};

/** Ridge of a row with so many interactions, the other side having so many rows (Rendle et al. 2021, arXiv 2110.14037). */
export function alsRidge(
  { regularisation, unobserved, frequencyScaling }: AlsSettings,
  count: number,
  otherSide: number,
): number {
  return regularisation * (count + unobserved * otherSide) ** frequencyScaling;
}

/** A user's normal equations, in float64: what solves with the [f, f] matrix, and the right side. */
export type AlsEquations = (own: History) => { solve: Solve; right: Float64Array };

/**
 * Equations of a history against `items` [count, f]; `everywhere` gives unobserved * V'V [f, f]. Solving throws
 * IllConditioned where the solution would not be right.
 */
export function alsEquations(
  settings: AlsSettings,
  items: Float32Array,
  count: number,
  everywhere: () => Float32Array,
): AlsEquations {
  const f = settings.factors;
  return (own) => {
    const left = Float64Array.from(everywhere());
    const right = new Float64Array(f);
    for (let h = 0; h < own.index.length; h++) {
      const v = items.subarray(own.index[h]! * f, (own.index[h]! + 1) * f);
      const weight = own.value[h]!;
      for (let a = 0; a < f; a++) {
        const scaled = weight * v[a]!;
        right[a]! += scaled;
        for (let b = 0; b <= a; b++) left[a * f + b]! += scaled * v[b]!;
      }
    }
    for (let a = 0; a < f; a++) left[a * f + a]! += alsRidge(settings, own.index.length, count);
    return { solve: solver(left, f), right };
  };
}
