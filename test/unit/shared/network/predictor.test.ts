import { describe, expect, it } from 'vitest';
import { activation, modelSpec, type ModelSpec } from '#shared/model/net/model-spec.ts';
import { forwardPass } from '#shared/network/forward.ts';
import { layoutOf } from '#shared/network/layout.ts';
import type { Tensor } from '#shared/network/matrix.ts';
import { createPredictor } from '#shared/network/predictor.ts';
import { createRandom } from '#shared/random/index.ts';

const random = createRandom(5);
const draw = (): number => Math.fround(random.next() * 2 - 1);

function weightsOf(spec: ModelSpec): {
  flat: Map<string, Float32Array>;
  tensors: Map<string, Tensor>;
} {
  const { trainable, moving } = layoutOf(spec);
  const flat = new Map<string, Float32Array>();
  const tensors = new Map<string, Tensor>();
  for (const { name, shape, size } of [...trainable, ...moving]) {
    const values = Float32Array.from({ length: size }, () =>
      name.endsWith('variance') ? Math.abs(draw()) + 0.1 : draw(),
    );
    flat.set(name, values);
    const [rows = 0, columns] = shape;
    tensors.set(
      name,
      columns === undefined
        ? [...values]
        : Array.from({ length: rows }, (_, r) => [
            ...values.subarray(r * columns, (r + 1) * columns),
          ]),
    );
  }
  return { flat, tensors };
}

const outputs = [
  { units: 1, activation: 'sigmoid', loss: 'binaryCrossentropy' },
  { units: 3, activation: 'softmax', loss: 'categoricalCrossentropy' },
  { units: 1, activation: 'linear', loss: 'meanSquaredError' },
] as const;

describe('createPredictor', () => {
  it.each(activation.options.flatMap((name) => outputs.map((output) => ({ name, output }))))(
    'gives what the whole forward pass gives, with $name and $output.activation',
    ({ name, output }) => {
      const spec = modelSpec.parse({
        inputs: 6,
        layers: [
          { type: 'dense', units: 5, activation: name },
          { type: 'batchNorm' },
          { type: 'dropout', rate: 0.5 },
          { type: 'dense', units: 4, activation: name },
        ],
        output,
      });
      const { flat, tensors } = weightsOf(spec);
      const x = Array.from({ length: 20 }, () =>
        Array.from({ length: 6 }, () => (random.next() < 0.4 ? 0 : draw() * 30)),
      );
      const y = x.map(() => Array.from({ length: output.units }, () => 0));
      const expected = forwardPass(spec, tensors, { x, y }, { training: false }).output.a;
      const predict = createPredictor(spec, flat);
      x.forEach((row, at) => {
        predict(row).forEach((value, unit) => {
          const wanted = expected[at]?.[unit] ?? NaN;
          expect(Math.abs(value - wanted)).toBeLessThanOrEqual(
            1e-12 * Math.max(1, Math.abs(wanted)),
          );
        });
      });
    },
  );

  it('refuses weights that are missing, of another size or no numbers', () => {
    const spec = modelSpec.parse({ inputs: 2, layers: [], output: outputs[0] });
    const flat = (kernel: number[]) =>
      new Map([
        ['output/kernel', kernel],
        ['output/bias', [0]],
      ]);
    expect(() => createPredictor(spec, new Map())).toThrow(RangeError);
    expect(() => createPredictor(spec, flat([1]))).toThrow(RangeError);
    expect(() => createPredictor(spec, flat([1, NaN]))).toThrow(RangeError);
    expect(createPredictor(spec, flat([1, 2]))([0, 0])).toEqual([0.5]);
  });
});
