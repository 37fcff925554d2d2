import type { ModelSpec } from '../model/net/model-spec.ts';
import type { Optimizer } from '../model/net/train-settings.ts';
import { backwardPass, type Backward } from './backward.ts';
import { clippedToNorm } from './clip.ts';
import { forwardPass, vectorOf, type Batch, type Forward, type Weights } from './forward.ts';
import { movedMoments } from './layers/batch-norm.ts';
import type { Matrix, Tensor } from './matrix.ts';
import { ruleOf, updated, type Slots } from './updates/update.ts';

/** What does not change from step to step. */
export type StepRules = { spec: ModelSpec; optimizer: Optimizer; clipNorm: number | null };

/** What a step changes; `taken`: how many were taken before. */
export type StepState = { weights: Weights; slots: Slots; taken: number };

export type StepInput = { batch: Batch; dropoutKeep: readonly Matrix[]; learningRate: number };

/** One step with everything on its way. `gradients` as they are used: clipped where a norm is set. */
export type StepTrace = {
  forward: Forward;
  backward: Backward;
  gradients: ReadonlyMap<string, Tensor>;
  /** Made when it is asked for: a wide net has more weights to move than anyone looks at. */
  readonly after: StepState;
};

/** One training step in float64: forward, backward, clipping, update, moving averages. */
export function trainingStep(
  { spec, optimizer, clipNorm }: StepRules,
  { weights, slots, taken }: StepState,
  { batch, dropoutKeep, learningRate }: StepInput,
): StepTrace {
  const forward = forwardPass(spec, weights, batch, { training: true, dropoutKeep });
  const backward = backwardPass(spec, weights, batch, forward);
  const gradients =
    clipNorm === null ? backward.gradients : clippedToNorm(backward.gradients, clipNorm);
  const move = (): StepState => {
    const next = updated(ruleOf(optimizer), weights, gradients, slots, learningRate, taken + 1);
    for (const [name, moved] of movedAverages(forward, weights)) next.weights.set(name, moved);
    return { ...next, taken: taken + 1 };
  };
  let after: StepState | null = null;
  return {
    ...{ forward, backward, gradients },
    get after() {
      return (after ??= move());
    },
  };
}

function movedAverages(forward: Forward, weights: Weights): Map<string, Tensor> {
  const moved = new Map<string, Tensor>();
  forward.layers.forEach((layer, l) => {
    const plan = forward.layout.layers[l];
    if (layer.type !== 'batchNorm' || plan?.type !== 'batchNorm') return;
    const old = {
      mean: vectorOf(weights, `${layer.name}/moving_mean`),
      variance: vectorOf(weights, `${layer.name}/moving_variance`),
    };
    const { mean, variance } = movedMoments(old, layer, plan.spec.momentum);
    moved.set(`${layer.name}/moving_mean`, mean).set(`${layer.name}/moving_variance`, variance);
  });
  return moved;
}
