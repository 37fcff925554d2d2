import type { GradientNoise } from '../../engine/training.ts';
import { epsilonOfSteps, noiseFor } from './accountant.ts';

/** Rows trained on, and how. */
export type PlannedTraining = { rows: number; batchSize: number; epochs: number };

/** Of delta, what a step with more rows than there is room for may take over a whole run. */
const overflowShare = 1e-3;

/**
 * The least noise that keeps a training within epsilon and delta, each step taking each row with probability batch / rows, and room
 * for all rows of every step but with a probability that is part of delta. Null where no noise does.
 */
export function noisePlan(
  { rows, batchSize, epochs }: PlannedTraining,
  { epsilon, delta }: { epsilon: number; delta: number },
): GradientNoise | null {
  const rate = Math.min(1, batchSize / rows);
  const steps = epochs * Math.ceil(rows / batchSize);
  const left = delta * (1 - overflowShare);
  const multiplier = noiseFor({ epsilon, delta: left }, rate, steps);
  if (multiplier === null) return null;
  return { multiplier, rate, capacity: roomFor(rows, rate, (delta * overflowShare) / steps) };
}

/** Epsilon at the whole of delta after so many steps of such a training. */
export function spentBy({ multiplier, rate }: GradientNoise, steps: number, delta: number): number {
  return epsilonOfSteps({ rate, noise: multiplier }, steps, delta * (1 - overflowShare));
}

/** The least room that a binomial number of rows exceeds with probability at most `chance`. */
function roomFor(rows: number, rate: number, chance: number): number {
  if (rate === 1) return rows;
  const ratio = Math.log(rate / (1 - rate));
  // From the mean up, terms and so the tail fall: the tail beyond k is at most its first term over 1 minus the ratio there.
  let log = logBinomial(rows, Math.ceil(rows * rate)) + Math.ceil(rows * rate) * Math.log(rate);
  log += (rows - Math.ceil(rows * rate)) * Math.log1p(-rate);
  for (let k = Math.ceil(rows * rate); k < rows; k += 1) {
    const next = log + Math.log((rows - k) / (k + 1)) + ratio;
    const falls = Math.exp(next - log);
    if (falls < 1 && next - Math.log1p(-falls) <= Math.log(chance)) return k;
    log = next;
  }
  return rows;
}

function logBinomial(n: number, k: number): number {
  let sum = 0;
  for (let i = 1; i <= k; i += 1) sum += Math.log((n - k + i) / i);
  return sum;
}
