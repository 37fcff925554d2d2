import { describe, expect, it } from 'vitest';
import {
  activation,
  type LayerSpec,
  type ModelSpec,
  type OutputSpec,
} from '#shared/model/net/model-spec.ts';
import { backwardPass } from '#shared/network/backward.ts';
import { differenceCheck } from '#shared/network/difference-check.ts';
import { forwardPass, type Batch, type Mode, type Weights } from '#shared/network/forward.ts';
import { layoutOf } from '#shared/network/layout.ts';
import { isMatrix, type Matrix, type Tensor } from '#shared/network/matrix.ts';
import { createRandom, type Random } from '#shared/random/index.ts';

const outputs: OutputSpec[] = [
  { units: 1, activation: 'sigmoid', loss: 'binaryCrossentropy' },
  { units: 2, activation: 'sigmoid', loss: 'binaryCrossentropy' },
  { units: 3, activation: 'softmax', loss: 'categoricalCrossentropy' },
  { units: 2, activation: 'softmax', loss: 'binaryCrossentropy' },
  { units: 2, activation: 'sigmoid', loss: 'categoricalCrossentropy' },
  { units: 2, activation: 'linear', loss: 'meanSquaredError' },
  { units: 1, activation: 'sigmoid', loss: 'meanSquaredError' },
  { units: 3, activation: 'softmax', loss: 'huber' },
  { units: 1, activation: 'linear', loss: 'huber' },
  { units: 2, activation: 'linear', loss: 'meanAbsoluteError' },
];

describe('Backpropagation through random nets', () => {
  it.each(Array.from({ length: 200 }, (_, seed) => [seed]))(
    'agrees with central differences of the loss within 1e-8, or says corner: net %i',
    (seed) => {
      const random = createRandom(seed);
      const { spec, weights, batch, mode } = randomNet(random, seed);
      const pass = forwardPass(spec, weights, batch, mode);
      const { gradients } = backwardPass(spec, weights, batch, pass);
      const trainable = layoutOf(spec).trainable.map(({ name }) => name);
      expect([...gradients.keys()].sort()).toEqual(trainable.sort());
      for (const [tensor, gradient] of gradients) {
        const rows = isMatrix(gradient) ? gradient : [gradient];
        const row = random.below(rows.length);
        const column = random.below(rows[row]!.length);
        const check = differenceCheck(spec, weights, batch, mode, { tensor, row, column });
        const scale = Math.max(1, Math.abs(rows[row]![column]!));
        if (!check.corner) {
          expect(Math.abs(check.central - rows[row]![column]!) / scale).toBeLessThan(1e-8);
        }
      }
    },
  );
});

function randomNet(random: Random, seed: number) {
  const between = (low: number, high: number): number => low + random.next() * (high - low);
  const layers: LayerSpec[] = [];
  for (let l = 0; l < 1 + random.below(3); l += 1) {
    layers.push({
      type: 'dense',
      units: 1 + random.below(4),
      activation: activation.options[(seed + l) % activation.options.length]!,
      initialiser: 'glorotUniform',
      l1: random.below(3) === 0 ? 0.01 : 0,
      l2: random.below(3) === 0 ? 0.02 : 0,
    });
    if (random.below(3) === 0) layers.push({ type: 'batchNorm', momentum: 0.9, epsilon: 0.1 });
    if (random.below(3) === 0) layers.push({ type: 'dropout', rate: 0.5 });
  }
  const output = outputs[seed % outputs.length]!;
  const spec: ModelSpec = { inputs: 1 + random.below(4), layers, output };
  const rows = 2 + random.below(4);
  const matrix = (height: number, width: number, fill: () => number): Matrix =>
    Array.from({ length: height }, () => Array.from({ length: width }, fill));
  const layout = layoutOf(spec);
  const weights: Weights = new Map(
    [...layout.trainable, ...layout.moving].map(({ name, shape }): [string, Tensor] => {
      const [height = 1, width] = shape;
      const fill = (): number => (name.endsWith('variance') ? between(0.5, 2) : between(-1, 1));
      if (width === undefined) return [name, Array.from({ length: height }, fill)];
      return [name, matrix(height, width, fill)];
    }),
  );
  const dropoutKeep = layout.layers.flatMap((layer) =>
    layer.type === 'dropout' ? [matrix(rows, layer.units, () => random.below(2))] : [],
  );
  const batch: Batch = {
    x: matrix(rows, spec.inputs, () => between(-2, 2)),
    y: matrix(rows, output.units, () => 0).map((row) => labelsOf(row, output, random)),
    rowWeights: Array.from({ length: rows }, () => between(0.5, 2)),
  };
  const mode: Mode = { training: true, dropoutKeep };
  return { spec, weights, batch, mode };
}

function labelsOf(row: number[], { loss, units }: OutputSpec, random: Random): number[] {
  if (loss === 'categoricalCrossentropy') {
    const right = random.below(units);
    return row.map((_, unit) => Number(unit === right));
  }
  if (loss === 'binaryCrossentropy') return row.map(() => random.below(2));
  return row.map(() => random.next() * 4 - 2);
}
