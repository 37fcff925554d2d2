import { at, entry } from '../../network/matrix.ts';
import { indexed, layerAt, weightPlaces } from '../places.ts';
import { numberKind, type Place } from '../question.ts';
import type { Trace } from '../trace.ts';
import { sum } from './gradient.ts';

/** dL/dw with the L2 penalty: the data's own plus 2 lambda w. */
export const penalty = numberKind({
  name: 'penalty',
  step: 'norms',
  places: (trace) => weightPlaces(trace, ({ l2 }) => l2 > 0).filter(({ row }) => row === 0),
  read: (trace, place, show) => {
    const { delta, input, kernel, l2 } = layerAt(trace, place);
    const { unit, from } = place;
    if (from === null) return null;
    const rows = delta.map((_, r) => at(delta, r, unit) * at(input, r, from));
    const data = show(sum(rows) / rows.length);
    return { from, data, w: show(at(kernel, from, unit)), l2: show(l2) };
  },
  formula: ({ from }) => {
    const w = indexed('w', from);
    return `∂L/∂${w} = g + 2·λ·${w}`;
  },
  given: ({ from, data, w, l2 }) => [
    ['g', data],
    ['λ', l2],
    [indexed('w', from), w],
  ],
  solve: ({ data, w, l2 }) => data + 2 * l2 * w,
  mistakes: {
    lambdaW: ({ data, w, l2 }) => data + l2 * w,
    penaltyMissing: ({ data, w, l2 }) => ({ value: data, hint: 2 * l2 * w }),
    penaltySquared: ({ data, w, l2 }) => data + l2 * w * w,
    penaltySubtracted: ({ data, w, l2 }) => data - 2 * l2 * w,
  },
});

/** x^ of batch normalisation: away from the batch's mean, in its deviations. */
export const normalised = numberKind({
  name: 'normalised',
  step: 'norms',
  places: (trace) => normPlaces(trace),
  read: (trace, { layer, row, unit }, show) => {
    const found = trace.pass.layers.find((own) => own.type === 'batchNorm' && own.name === layer);
    const plan = trace.pass.layout.layers.find(
      (own) => own.type === 'batchNorm' && own.name === layer,
    );
    if (found?.type !== 'batchNorm' || plan?.type !== 'batchNorm') return null;
    return {
      rows: found.input.length,
      x: show(at(found.input, row, unit)),
      mean: show(entry(found.mean, unit)),
      variance: show(entry(found.variance, unit)),
      epsilon: show(plan.spec.epsilon),
    };
  },
  formula: () => 'x̂ = (x − μ) / √(s² + ε)',
  given: ({ x, mean, variance, epsilon }) => [
    ['x', x],
    ['μ', mean],
    ['s²', variance],
    ['ε', epsilon],
  ],
  solve: ({ x, mean, variance, epsilon }) => (x - mean) / Math.sqrt(variance + epsilon),
  mistakes: {
    notCentred: ({ x, mean, variance, epsilon }) => ({
      value: x / Math.sqrt(variance + epsilon),
      hint: mean,
    }),
    notScaled: ({ x, mean, variance, epsilon }) => ({
      value: x - mean,
      hint: Math.sqrt(variance + epsilon),
    }),
    varianceForDeviation: ({ x, mean, variance, epsilon }) => (x - mean) / (variance + epsilon),
    sampleVariance: ({ x, mean, variance, epsilon, rows }) =>
      rows > 1 ? (x - mean) / Math.sqrt((variance * rows) / (rows - 1) + epsilon) : null,
    signFlipped: ({ x, mean, variance, epsilon }) => (mean - x) / Math.sqrt(variance + epsilon),
  },
});

function normPlaces({ pass }: Trace): Place[] {
  return pass.layers.flatMap((layer) =>
    layer.type === 'batchNorm'
      ? layer.input.flatMap((units, row) =>
          units.map((_, unit) => ({ layer: layer.name, row, unit, from: null })),
        )
      : [],
  );
}
