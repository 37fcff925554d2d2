import { describe, expect, it } from 'vitest';
import type { PredictRequest } from '#shared/engine/training.ts';
import { namedWeights } from '../../../../src-main/engine/train/step/flat-state.ts';
import { Predictor } from '../../../../src-main/engine/train/predict.ts';
import {
  exampleMatrix,
  examplePlan,
  exampleSettings,
  exampleSpec,
  exampleState,
} from '../example-run.ts';
import { context } from '../training-run.ts';

const spec = exampleSpec();
const plan = examplePlan(spec, exampleSettings());
/** More rows than are computed at once. */
const { x } = exampleMatrix(5000, 8);

function requestOf(seed: number): PredictRequest {
  return { spec, weights: namedWeights(plan.layout, exampleState(plan, seed)), input: { x } };
}

describe('Predictions', () => {
  it('asked for at the same time keep to their own weights', async () => {
    const alone = [];
    for (const seed of [1, 2]) alone.push(await new Predictor().predict(requestOf(seed), context));
    const shared = new Predictor();
    const together = await Promise.all(
      [1, 2].map((seed) => shared.predict(requestOf(seed), context)),
    );
    expect(together).toEqual(alone);
    expect(together[0]).not.toEqual(together[1]);
  });

  it('go on after one that failed', async () => {
    const shared = new Predictor();
    const bad = shared.predict({ ...requestOf(1), input: { x: new Float32Array(3) } }, context);
    const good = shared.predict(requestOf(1), context);
    await expect(bad).rejects.toThrow(/model_shape/);
    expect((await good).output.length).toBe(5000);
  });
});
