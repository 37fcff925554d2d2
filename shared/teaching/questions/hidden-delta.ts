import { at, entry } from '../../network/matrix.ts';
import { layerAt, slopeSymbol, unitPlaces } from '../places.ts';
import { factorsOf, productsOf, sumOf, written } from '../products.ts';
import { numberKind, type Place } from '../question.ts';
import type { Trace } from '../trace.ts';
import { pathsInto, unitLayers } from '../unit-layers.ts';
import { localSlope, sum } from './gradient.ts';

const hidden = (trace: Trace): Place[] => unitPlaces(trace, ({ last }) => !last);

/** dL/da of a unit's output as the next layer sends it back: the sum over all paths of w delta. */
export const pathSum = numberKind({
  name: 'pathSum',
  step: 'hiddenDelta',
  places: hidden,
  read: (trace, place, show) => {
    const next = unitLayers(trace)[layerAt(trace, place).index + 1];
    if (next === undefined) return null;
    const { row, unit } = place;
    const deltas = next.delta[row] ?? [];
    const slopes = next.dA[row] ?? [];
    const weights = next.kernel[unit] ?? [];
    const nextWeights = next.nextKernel[unit] ?? [];
    const shown = (values: readonly number[]): number[] => values.map((value) => show(value));
    return {
      paths: productsOf(weights, deltas, show),
      nextSlopeMissing: dot(shown(weights), shown(slopes)),
      newWeights: dot(shown(nextWeights), shown(deltas)),
      activations: dot(shown(weights), shown(next.a[row] ?? [])),
      weights: shown(weights),
    };
  },
  formula: ({ paths }) => `∂L/∂a = ${written(paths, ['w', 'δ'])}`,
  given: ({ paths }) => factorsOf(paths, ['w', 'δ']),
  solve: ({ paths }) => sumOf(paths),
  mistakes: {
    onePath: ({ paths: { terms } }) =>
      terms.length < 2 ? null : terms.map(({ left, right }) => left * right),
    nextSlopeMissing: ({ nextSlopeMissing }) => nextSlopeMissing,
    newWeights: ({ newWeights }) => newWeights,
    signFlipped: ({ paths }) => -sumOf(paths),
    factorTwo: ({ paths }) => 2 * sumOf(paths),
    activationForDelta: ({ activations }) => activations,
    inputMissing: ({ paths: { terms, rest } }) =>
      terms.reduce((total, { right }) => total + right, rest ?? 0),
  },
});

/** delta of a hidden unit: what came back to its output, times its own slope. */
export const hiddenDelta = numberKind({
  name: 'hiddenDelta',
  step: 'hiddenDelta',
  places: hidden,
  read: (trace, place, show) => {
    const layer = layerAt(trace, place);
    const local = localSlope(layer, place, show);
    const a = show(at(layer.a, place.row, place.unit));
    return local && { layer, a, ...local, paths: pathsInto(trace, layer, place.row, place.unit) };
  },
  formula: ({ layer }) => `δ = ∂L/∂a · ${slopeSymbol(layer)}`,
  given: ({ layer, dA, slope }) => [
    ['∂L/∂a', dA],
    [slopeSymbol(layer), slope],
  ],
  solve: ({ dA, slope }) => dA * slope,
  mistakes: {
    slopeMissing: ({ dA, slope }) => ({ value: dA, hint: slope }),
    slopeOfActivation: ({ dA, ofActivation, slope }) => ({ value: dA * ofActivation, hint: slope }),
    signFlipped: ({ dA, slope }) => -dA * slope,
    factorTwo: ({ dA, slope }) => 2 * dA * slope,
    activationForDelta: ({ dA, a, slope }) => ({ value: dA * a, hint: slope }),
    onePath: ({ paths, slope }) =>
      paths && paths.right.length > 1 ? paths.right.map((path) => path * slope) : null,
    nextSlopeMissing: ({ paths, slope }) => paths && sum(paths.nextSlopeMissing) * slope,
    newWeights: ({ paths, slope }) => paths && sum(paths.newWeights) * slope,
  },
});

function dot(left: readonly number[], right: readonly number[]): number {
  return left.reduce((total, value, k) => total + value * entry(right, k), 0);
}
