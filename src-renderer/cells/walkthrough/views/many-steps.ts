import type { Optimizer } from '#shared/model/net/train-settings.ts';
import { trainingStep, type StepState } from '#shared/network/training-step.ts';
import type { Walk } from '../walk.ts';

export const manySteps = 60;
/** Milliseconds of work between two looks at what else happens, and in all. */
const slice = 12;
const patience = 3000;

export type Learner = { optimizer: Optimizer; learningRate: number };

/**
 * Losses when the same rows are learnt again and again, from these weights, by several learners side by side; told as they
 * grow. Ends early where a net is so wide that it would take long, or where the signal says stop.
 */
export async function learnOn(
  walk: Walk,
  learners: readonly Learner[],
  told: (losses: number[][]) => void,
  signal: AbortSignal,
): Promise<void> {
  const { spec, training } = walk.rules;
  const states = learners.map((): StepState => ({ ...walk.state, slots: new Map(), taken: 0 }));
  const losses = learners.map((): number[] => []);
  const began = performance.now();
  let rested = began;
  for (let step = 0; step < manySteps && performance.now() - began < patience; step++) {
    learners.forEach(({ optimizer, learningRate }, at) => {
      const state = states[at];
      if (state === undefined) return;
      const rules = { spec, optimizer, clipNorm: training.clipNorm };
      const { forward, after } = trainingStep(rules, state, { ...walk.input, learningRate });
      losses[at]?.push(forward.loss.total);
      states[at] = after;
    });
    if (performance.now() - rested < slice) continue;
    told(losses.map((values) => [...values]));
    await new Promise((resolve) => setTimeout(resolve));
    if (signal.aborted) return;
    rested = performance.now();
  }
  told(losses);
}
