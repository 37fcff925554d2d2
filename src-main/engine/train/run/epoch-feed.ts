import type { TrainRequest } from '#shared/engine/training.ts';
import { stepsPerEpoch } from '#shared/network/epoch-order.ts';
import { learningRateAt } from '#shared/network/schedule.ts';
import { noiseKeys, poissonRows } from '../step/poisson-rows.ts';
import { shuffled } from '#shared/random/philox.ts';
import type { OptimizerRule } from '../step/optimizers.ts';
import type { EpochFeed } from '../runners/step-runner.ts';

/** What a runner is fed for an epoch, counted from 0; follows from the request alone, but for private steps. */
export function epochFeed(request: TrainRequest, rule: OptimizerRule, epoch: number): EpochFeed {
  const { trainRows, seed, settings } = request;
  const steps = stepsPerEpoch(trainRows.length, settings.batchSize);
  const rates = new Float32Array(steps * 2);
  for (let i = 0; i < steps; i++) {
    const step = epoch * steps + i;
    rates.set(rule.rates(learningRateAt(settings, step, steps), step + 1), i * 2);
  }
  if (request.noise === undefined) return { order: shuffled(trainRows, seed, epoch), rates };
  const { order, counts } = poissonRows(trainRows, request.noise, steps);
  return { order, rates, drawn: { counts, keys: noiseKeys(steps) } };
}
