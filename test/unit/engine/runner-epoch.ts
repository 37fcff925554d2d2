import { expect } from 'vitest';
import { shuffled } from '#shared/random/philox.ts';
import type { StepRunner } from '../../../src-main/engine/train/runners/step-runner.ts';
import type { StepPlan } from '../../../src-main/engine/train/step/step.ts';
import { exampleMatrix, rowRange } from './example-run.ts';

/** Ten batches of 32 and a short one of 10. */
export const matrix = exampleMatrix(330, 8);
export const options = { batchSize: 32, seed: 11, keepGradient: true };

export function feedFor(plan: StepPlan, epoch = 0) {
  const rates = new Float32Array(11 * 2);
  for (let i = 0; i < 11; i++) rates.set(plan.rule.rates(0.01, epoch * 11 + i + 1), i * 2);
  return { order: shuffled(rowRange(0, 330), 3, epoch), rates };
}

/** Ten whole batches, then the short one. */
export async function runEpoch(runner: StepRunner, plan: StepPlan) {
  runner.beginEpoch(feedFor(plan));
  const whole = await runner.run({ first: 0, count: 10, base: 0 });
  const rest = await runner.run({ first: 10, count: 1, base: 0 });
  const { state, gradient } = await runner.read();
  return { metrics: new Float32Array([...whole, ...rest]), ...state, gradient };
}

export function expectClose(
  got: Float32Array | null,
  want: Float32Array | null,
  tolerance: number,
): void {
  expect(got?.length).toBe(want?.length);
  let worst = 0;
  got?.forEach((value, i) => {
    worst = Math.max(worst, Math.abs(value - (want?.[i] ?? NaN)));
  });
  expect(worst).toBeLessThan(tolerance);
}
