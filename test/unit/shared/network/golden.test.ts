import { describe, expect, it } from 'vitest';
import { backwardPass } from '#shared/network/backward.ts';
import { globalNorm } from '#shared/network/clip.ts';
import { differenceCheck } from '#shared/network/difference-check.ts';
import {
  forwardPass,
  vectorOf,
  type Batch,
  type Mode,
  type Weights,
} from '#shared/network/forward.ts';
import { movedMoments } from '#shared/network/layers/batch-norm.ts';
import { entriesOf, isMatrix, type Tensor } from '#shared/network/matrix.ts';
import { textbookAdam } from '#shared/network/updates/adam.ts';
import type { Rule } from '#shared/network/updates/rule.ts';
import { ruleOf, updated, type Slots } from '#shared/network/updates/update.ts';
import { optimizer, readGoldenStep, type GoldenStep } from './golden-step.ts';

const names = [
  ...['a1-mission-user-1', 'a2-mission-user-2', 'a3-mission-both', 'b-relu-dropout'],
  ...['c-tanh-mse', 'd-softmax', 'e-batch-l2', 'f-batch-norm'],
];

describe.each(names)('The golden step %s', (name) => {
  const found = readGoldenStep(name);
  const test = it.skipIf(found === undefined);
  const golden = (): GoldenStep => found!;

  test('goes forward with every z, a and slope, and the loss taken apart', () => {
    const { pass } = run(golden());
    for (const [l, theirs] of golden().forward.entries()) {
      const ours: object = pass.layers[l] ?? { ...pass.output, slope: theirs['slope'] };
      for (const [field, value] of Object.entries(theirs)) {
        if (typeof value === 'string' || typeof value === 'number') continue;
        close(new Map(Object.entries(ours)).get(field), value, 1e-12);
      }
    }
    expect(pass.loss.rows).toHaveLength(golden().x.length);
    close(pass.loss.rows, golden().loss.rows, 1e-12);
    for (const part of ['weightedMean', 'penalty', 'total'] as const) {
      expect(pass.loss[part]).toBeCloseTo(golden().loss[part], 12);
    }
  });

  test('goes backward with every dL/da, delta and gradient', () => {
    const { back, gradients } = run(golden());
    const ours = [back.output, ...back.layers.toReversed(), { dA: back.input }];
    for (const [l, theirs] of golden().backward.entries()) {
      const own = new Map(Object.entries(ours[l] ?? {}));
      for (const [field, value] of Object.entries(theirs)) {
        if (typeof value === 'string' || typeof value === 'number' || field === 'slope') continue;
        if (own.has(field)) close(own.get(field), value, 1e-12);
      }
      expect(own.has('dA')).toBe(true);
    }
    for (const [tensor, value] of Object.entries(golden().gradients)) {
      close(gradients.get(tensor), value, 1e-12);
    }
    expect(globalNorm(gradients)).toBeCloseTo(golden().gradientNorm, 12);
  });

  test('agrees with a central difference of every weight, or finds it at a corner', () => {
    const { spec, batch, mode, weights } = inputs(golden());
    const { gradients } = run(golden());
    let compared = 0;
    for (const [tensor, gradient] of gradients) {
      const rows = isMatrix(gradient) ? gradient : [gradient];
      for (const [row, values] of rows.entries()) {
        for (const [column, value] of values.entries()) {
          const check = differenceCheck(spec, weights, batch, mode, { tensor, row, column });
          if (check.corner) continue;
          expect(Math.abs(check.central - value)).toBeLessThan(1e-8);
          compared += 1;
        }
      }
    }
    expect(compared).toBeGreaterThan(8);
  });

  test('updates weights and slots over three steps of every optimiser', () => {
    const { spec, batch, mode } = inputs(golden());
    // Where batch normalisation makes a gradient exactly zero, Adam turns what rounding leaves into more.
    const tolerance = name === 'f-batch-norm' ? 1e-10 : 1e-12;
    for (const { optimizer: settings, steps } of golden().updates) {
      const rule = goldenRule(settings);
      let weights = inputs(golden()).weights;
      let slots: Slots = new Map();
      for (const theirs of steps) {
        const pass = forwardPass(spec, weights, batch, mode);
        expect(pass.loss.total).toBeCloseTo(theirs.lossBefore, 11);
        const { gradients } = backwardPass(spec, weights, batch, pass);
        const next = updated(rule, weights, gradients, slots, settings.learningRate, theirs.step);
        weights = withMoving(next.weights, weights, pass);
        slots = next.slots;
        for (const [tensor, value] of Object.entries(theirs.parameters)) {
          close(weights.get(tensor), value, tolerance);
        }
        for (const [tensor, values] of Object.entries(theirs.slots)) {
          for (const slot of rule.slots) {
            close(slots.get(tensor)?.[slot], values[slot] ?? [], tolerance);
          }
        }
      }
      expect(forwardPass(spec, weights, batch, mode).loss.total).toBeCloseTo(
        steps.at(-1)!.lossAfter,
        10,
      );
    }
  });
});

describe('A unit exactly at the corner of its activation', () => {
  it.skipIf(readGoldenStep('b-relu-dropout') === undefined)(
    'is told as such, where the difference says .583 and backpropagation 0',
    () => {
      const { spec, batch, mode, weights } = inputs(readGoldenStep('b-relu-dropout')!);
      const place = { tensor: 'dense_1/bias', row: 0, column: 2 };
      const check = differenceCheck(spec, weights, batch, mode, place);
      expect(check.corner).toBe(true);
      expect(check.central).toBeCloseTo(0.583, 3);
    },
  );
});

function inputs(golden: GoldenStep) {
  const weights: Weights = new Map(Object.entries(golden.parameters));
  const batch: Batch = { x: golden.x, y: golden.y };
  const mode: Mode = { training: true, dropoutKeep: golden.dropoutKeep };
  return { spec: golden.spec, weights, batch, mode };
}

function run(golden: GoldenStep) {
  const { spec, weights, batch, mode } = inputs(golden);
  const pass = forwardPass(spec, weights, batch, mode);
  const back = backwardPass(spec, weights, batch, pass);
  return { pass, back, gradients: back.gradients };
}

function goldenRule(settings: GoldenStep['updates'][number]['optimizer']): Rule {
  const parsed = optimizer.parse(settings);
  if (settings.form === 'textbook' && parsed.type === 'adam') return textbookAdam(parsed);
  return ruleOf(parsed);
}

/** The moving averages of batch normalisation after a batch. */
function withMoving(
  next: Map<string, Tensor>,
  old: Weights,
  pass: ReturnType<typeof forwardPass>,
): Weights {
  for (const [l, layer] of pass.layers.entries()) {
    const plan = pass.layout.layers[l];
    if (layer.type !== 'batchNorm' || plan?.type !== 'batchNorm') continue;
    const [mean, variance] = [`${layer.name}/moving_mean`, `${layer.name}/moving_variance`];
    const before = { mean: vectorOf(old, mean), variance: vectorOf(old, variance) };
    const after = movedMoments(before, layer, plan.spec.momentum);
    next.set(mean, after.mean).set(variance, after.variance);
  }
  return next;
}

function close(ours: unknown, theirs: Tensor, tolerance: number): void {
  const own = entriesOf(ours as Tensor);
  const wanted = entriesOf(theirs);
  expect(own).toHaveLength(wanted.length);
  for (const [i, value] of wanted.entries()) {
    expect(Math.abs(own[i]! - value)).toBeLessThanOrEqual(tolerance * Math.max(1, Math.abs(value)));
  }
}
