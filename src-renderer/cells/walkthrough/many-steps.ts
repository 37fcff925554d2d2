import type { Optimizer } from '#shared/model/train-settings.ts';
import { trainingStep } from '#shared/network/training-step.ts';
import type { Walk } from './walk.ts';

export const manySteps = 60;

/** Losses when the same rows are learnt again and again, from these weights, by an optimiser of the given kind. */
export function lossesOf(walk: Walk, optimizer: Optimizer, learningRate: number): number[] {
  const { spec, training } = walk.rules;
  const rules = { spec, optimizer, clipNorm: training.clipNorm };
  let state = { ...walk.state, slots: new Map(), taken: 0 } as typeof walk.state;
  const losses: number[] = [];
  for (let step = 0; step < manySteps; step++) {
    const { forward, after } = trainingStep(rules, state, { ...walk.input, learningRate });
    losses.push(forward.loss.total);
    state = after;
  }
  return losses;
}
