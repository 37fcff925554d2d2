import { modelSpec, type ModelSpec } from '#shared/model/net/model-spec.ts';
import { trainSettings, type TrainSettings } from '#shared/model/net/train-settings.ts';
import { Matrix } from '../../../src-main/engine/matrix/matrix.ts';
import { uniformFloats } from '#shared/random/philox.ts';
import { initialState } from '../../../src-main/engine/train/step/flat-state.ts';
import { layoutOf } from '#shared/network/layout.ts';
import { optimizerRule } from '../../../src-main/engine/train/step/optimizers.ts';
import type { StepPlan } from '../../../src-main/engine/train/step/step.ts';

/** Rows drawn from [-1, 1) whose label depends on the first five columns. */
export function exampleMatrix(rows: number, columns: number, seed = 1, classes = 0): Matrix {
  const matrix = new Matrix(rows, columns, 1);
  const draws = uniformFloats({ seed, step: 0, purpose: 9 }, rows * columns);
  const x = draws.map((value) => value * 2 - 1);
  const y = new Float32Array(rows);
  for (let row = 0; row < rows; row++) {
    const sum = x.subarray(row * columns, row * columns + 5).reduce((a, b) => a + b, 0);
    y[row] =
      classes > 2
        ? Math.min(classes - 1, Math.max(0, Math.floor(sum + classes / 2)))
        : Number(sum > 0);
  }
  matrix.append(x, y);
  return matrix;
}

export function exampleSpec(changes: Partial<ModelSpec> = {}, columns = 8): ModelSpec {
  return modelSpec.parse({
    inputs: columns,
    layers: [
      { type: 'dense', units: 16 },
      { type: 'dropout', rate: 0.5 },
      { type: 'dense', units: 8, activation: 'tanh' },
    ],
    output: { units: 1, activation: 'sigmoid', loss: 'binaryCrossentropy' },
    ...changes,
  });
}

export function exampleSettings(changes: object = {}): TrainSettings {
  return trainSettings.parse({ batchSize: 32, epochs: 2, ...changes });
}

export function examplePlan(spec: ModelSpec, settings: TrainSettings): StepPlan {
  return {
    spec,
    layout: layoutOf(spec),
    rule: optimizerRule(settings.optimizer),
    clipNorm: settings.clipNorm,
    classWeights: null,
  };
}

export function exampleState(plan: StepPlan, seed = 5) {
  return initialState(plan.layout, plan.rule.slots, seed);
}

export function rowRange(from: number, to: number): Int32Array<ArrayBuffer> {
  return Int32Array.from({ length: to - from }, (_, i) => from + i);
}
