import { activations } from '../../network/activations.ts';
import { at } from '../../network/matrix.ts';
import { layerAt, slopeSymbol, unitPlaces } from '../places.ts';
import { numberKind } from '../question.ts';
import type { Place, Show } from '../question.ts';
import type { Trace } from '../trace.ts';

function outputs(trace: Trace, place: Place, show: Show) {
  const layer = layerAt(trace, place);
  const { row, unit } = place;
  const a = show(at(layer.a, row, unit));
  const y = show(at(trace.batch.y, row, unit));
  return { layer, a, y };
}

const unweighted = ({ batch }: Trace): boolean => batch.rowWeights === undefined;

/** dL/da of the output. With cross-entropy (a - y) / (a (1 - a)), with the squared error 2 (a - y). */
export const outputSlope = numberKind({
  name: 'outputSlope',
  step: 'outputDelta',
  places: (trace) =>
    unweighted(trace) && trace.spec.output.units === 1 ? unitPlaces(trace, ({ last }) => last) : [],
  read: (trace, place, show) => {
    const { loss, activation } = trace.spec.output;
    const crossed = loss === 'binaryCrossentropy' && activation === 'sigmoid';
    if (!crossed && loss !== 'meanSquaredError') return null;
    return { crossed, ...outputs(trace, place, show) };
  },
  formula: ({ crossed }) => (crossed ? '∂L/∂a = (a − y) / (a·(1 − a))' : '∂L/∂a = 2·(a − y)'),
  given: ({ a, y }) => [
    ['a', a],
    ['y', y],
  ],
  solve: ({ crossed, a, y }) => (crossed ? (a - y) / (a * (1 - a)) : 2 * (a - y)),
  mistakes: {
    signFlipped: ({ crossed, a, y }) => (crossed ? (y - a) / (a * (1 - a)) : 2 * (y - a)),
    deltaForSlope: ({ crossed, a, y }) => (crossed ? { value: a - y, hint: a * (1 - a) } : null),
    factorTwo: ({ crossed, a, y }) => (crossed ? (2 * (a - y)) / (a * (1 - a)) : a - y),
  },
});

/** delta = dL/dz of the output: dL/da times the slope. */
export const outputDelta = numberKind({
  name: 'outputDelta',
  step: 'outputDelta',
  places: (trace) => unitPlaces(trace, ({ last, activation }) => last && activation !== 'softmax'),
  read: (trace, place, show) => {
    const { layer, a, y } = outputs(trace, place, show);
    if (layer.slope === null || layer.activation === 'softmax') return null;
    const { row, unit } = place;
    return {
      ...{ layer, a, y, activation: layer.activation },
      crossed: trace.spec.output.loss === 'binaryCrossentropy' && layer.activation === 'sigmoid',
      dA: show(at(layer.dA, row, unit)),
      slope: show(at(layer.slope, row, unit)),
    };
  },
  formula: ({ layer }) => `δ = ∂L/∂a · ${slopeSymbol(layer)}`,
  given: ({ layer, dA, slope }) => [
    ['∂L/∂a', dA],
    [slopeSymbol(layer), slope],
  ],
  solve: ({ dA, slope }) => dA * slope,
  mistakes: {
    slopeMissing: ({ dA, slope }) => ({ value: dA, hint: slope }),
    slopeOfActivation: ({ activation, dA, a, slope }) => ({
      value: dA * activations[activation].slope(a, activations[activation].value(a)),
      hint: slope,
    }),
    signFlipped: ({ dA, slope }) => -dA * slope,
    factorTwo: ({ dA, slope }) => [2 * dA * slope, (dA * slope) / 2],
    slopeTwice: ({ crossed, a, y, slope }) =>
      crossed ? { value: (a - y) * slope, hint: slope } : null,
    squaredError: ({ crossed, a, y, slope }) => (crossed ? 2 * (a - y) * slope : null),
  },
});

/** delta of a softmax with cross-entropy: p - y. */
export const softmaxDelta = numberKind({
  name: 'softmaxDelta',
  step: 'outputDelta',
  places: (trace) =>
    trace.spec.output.loss === 'categoricalCrossentropy' && unweighted(trace)
      ? unitPlaces(trace, ({ last, activation }) => last && activation === 'softmax')
      : [],
  read: outputs,
  formula: () => 'δ = p − y',
  given: ({ a, y }) => [
    ['p', a],
    ['y', y, 0],
  ],
  solve: ({ a, y }) => a - y,
  mistakes: {
    signFlipped: ({ a, y }) => y - a,
    slopeTwice: ({ a, y }) => ({ value: (a - y) * a * (1 - a), hint: a * (1 - a) }),
    slopeMissing: ({ a, y }) => (y === 1 ? { value: -1 / a, hint: a } : null),
    factorTwo: ({ a, y }) => 2 * (a - y),
  },
});
