import { describe, expect, it } from 'vitest';
import { fitLinear } from '../../../../../src-main/backend/evaluate/baselines/linear-fit.ts';
import type {
  LinearProblem,
  LinearWeights,
} from '../../../../../src-main/backend/evaluate/baselines/linear-problem.ts';
import { fitLinearByProducts } from '../../../../../src-main/backend/evaluate/baselines/linear-products.ts';
import { numerics } from '../../../../golden/numerics/golden.ts';

const inputs = 5;
const x = Float32Array.from(numerics.x.flat());

function problem(
  kind: LinearProblem['kind'],
  y: number[],
  units: number,
  pace: () => Promise<void> = async () => undefined,
): LinearProblem {
  const half = 30;
  return {
    ...{ inputs, units, kind, pace },
    *chunks() {
      for (const from of [0, half])
        yield {
          x: x.slice(from * inputs, (from + half) * inputs),
          y: Float32Array.from(y.slice(from * units, (from + half) * units)),
        };
    },
  };
}

/** Logits or numbers of each row. */
function outputs({ kernel, bias }: LinearWeights, units: number): number[][] {
  return numerics.x.map((row) =>
    Array.from({ length: units }, (_, u) =>
      row.reduce((sum, value, i) => sum + value * kernel[i * units + u]!, bias[u]!),
    ),
  );
}

const sigmoid = (z: number): number => 1 / (1 + Math.exp(-z));

// Two columns of which one is the other and a thousandth, one a hundred times larger, and two that add up to 1.
describe.each([
  ['by the whole curvature', fitLinear],
  ['by products, rows kept', (given: LinearProblem) => fitLinearByProducts(given, 1e6)],
  [
    'by products, half of the rows kept',
    (given: LinearProblem) => fitLinearByProducts(given, 1500),
  ],
  ['by products, rows read anew', (given: LinearProblem) => fitLinearByProducts(given, 0)],
])('A linear baseline on ill-conditioned columns, %s,', (_, fit) => {
  it('is scikit-learn’s least squares', async () => {
    const fitted = await fit(problem('number', numerics.number, 1));
    outputs(fitted, 1).forEach(([value], row) =>
      expect(value).toBeCloseTo(numerics.predictions.number[row]!, 3),
    );
  });

  it.each(['binary', 'separable'] as const)(
    'is scikit-learn’s logistic regression, %s',
    async (name) => {
      const fitted = await fit(problem('binary', numerics[name], 1));
      outputs(fitted, 1).forEach(([logit], row) =>
        expect(sigmoid(logit!)).toBeCloseTo(numerics.predictions[name][row]!, 5),
      );
    },
  );

  it('is scikit-learn’s softmax regression', async () => {
    const y = numerics.classes.flatMap((own) => [0, 1, 2].map((at) => Number(at === own)));
    const fitted = await fit(problem('classes', y, 3));
    outputs(fitted, 3).forEach((logits, row) => {
      const total = logits.reduce((sum, z) => sum + Math.exp(z), 0);
      logits.forEach((z, u) =>
        expect(Math.exp(z) / total).toBeCloseTo(numerics.predictions.classes[row]![u]!, 5),
      );
    });
  });

  it('passes over rows without a label, and lets others work between chunks', async () => {
    let paced = 0;
    const given = numerics.binary.map((label, row) => (row % 3 === 0 ? NaN : label));
    const fitted = await fit(problem('binary', given, 1, async () => void paced++));
    expect(fitted.kernel.every(Number.isFinite)).toBe(true);
    expect(paced).toBeGreaterThan(4);
    const nothing = await fit(
      problem(
        'binary',
        given.map(() => NaN),
        1,
      ),
    );
    expect([...nothing.kernel, ...nothing.bias]).toEqual([0, 0, 0, 0, 0, 0]);
  });

  it('ends where its pace throws', async () => {
    const stopped = fit(
      problem('number', numerics.number, 1, () => Promise.reject(new Error('stop'))),
    );
    await expect(stopped).rejects.toThrow('stop');
  });
});
