import { activations } from '../../network/activations.ts';
import { at, entry } from '../../network/matrix.ts';
import { indexed, inputSymbol, layerAt, weightPlaces } from '../places.ts';
import { numberKind, type Place, type Show } from '../question.ts';
import type { Trace } from '../trace.ts';
import { pathsInto, unitLayers, type UnitLayer } from '../unit-layers.ts';

/** dL/dw of one weight for one row: delta of its unit times what flows into it. */
export const gradient = numberKind({
  name: 'gradient',
  step: 'gradient',
  places: (trace) => weightPlaces(trace, () => true),
  read: (trace, place, show) => {
    const layer = layerAt(trace, place);
    const { row, unit, from } = place;
    if (from === null) return null;
    const local = localSlope(layer, place, show);
    return {
      ...{ layer, from, local },
      delta: show(at(layer.delta, row, unit)),
      input: show(at(layer.input, row, from)),
      a: show(at(layer.a, row, unit)),
      w: show(at(layer.kernel, from, unit)),
      zBefore: zBefore(trace, layer, place, show),
      paths: pathsInto(trace, layer, row, unit),
    };
  },
  formula: ({ layer, from }) => {
    const w = indexed('w', from);
    return `∂L/∂${w} = δ·${indexed(inputSymbol(layer), from)}`;
  },
  given: ({ layer, from, delta, input }) => [
    ['δ', delta],
    [indexed(inputSymbol(layer), from), input],
  ],
  solve: ({ delta, input }) => delta * input,
  mistakes: {
    slopeMissing: ({ local, input }) => local && { value: local.dA * input, hint: local.slope },
    slopeOfActivation: ({ local, input }) =>
      local && { value: local.dA * local.ofActivation * input, hint: local.slope },
    signFlipped: ({ delta, input }) => -delta * input,
    factorTwo: ({ delta, input }) => 2 * delta * input,
    activationForDelta: ({ a, input, delta }) => ({ value: a * input, hint: delta }),
    weightForActivation: ({ delta, w, input }) => ({ value: delta * w, hint: input }),
    inputMissing: ({ delta, input }) => ({ value: delta, hint: input }),
    preActivationForActivation: ({ delta, zBefore: z, input }) =>
      z === null ? null : { value: delta * z, hint: input },
    onePath: ({ paths, local, input }) =>
      paths && local && paths.right.length > 1
        ? paths.right.map((path) => path * local.slope * input)
        : null,
    nextSlopeMissing: ({ paths, local, input }) =>
      paths && local && sum(paths.nextSlopeMissing) * local.slope * input,
    newWeights: ({ paths, local, input }) =>
      paths && local && sum(paths.newWeights) * local.slope * input,
  },
});

/** dL/da, the slope at z and, wrongly, at a; null for a softmax. */
export function localSlope(
  layer: UnitLayer,
  { row, unit }: Place,
  show: Show,
): { dA: number; slope: number; ofActivation: number } | null {
  if (layer.slope === null || layer.activation === 'softmax') return null;
  const { value, slope } = activations[layer.activation];
  const a = show(at(layer.a, row, unit));
  return {
    dA: show(at(layer.dA, row, unit)),
    slope: show(at(layer.slope, row, unit)),
    ofActivation: slope(a, value(a)),
  };
}

/** z of the unit a weight comes from, where a layer of neurons stands right before. */
function zBefore(trace: Trace, layer: UnitLayer, { row, from }: Place, show: Show): number | null {
  const before = unitLayers(trace)[layer.index - 1];
  if (before === undefined || from === null) return null;
  return before.a[row] === layer.input[row] ||
    at(before.a, row, from) === at(layer.input, row, from)
    ? show(at(before.z, row, from))
    : null;
}

export function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

/** dL/db of one unit for one row is its delta: nothing is multiplied. */
export const biasGradient = numberKind({
  name: 'biasGradient',
  step: 'gradient',
  places: (trace) =>
    weightPlaces(trace, () => true).flatMap((place) =>
      place.from === 0 ? [{ ...place, from: null }] : [],
    ),
  read: (trace, place, show) => {
    const layer = layerAt(trace, place);
    return {
      delta: show(at(layer.delta, place.row, place.unit)),
      bias: show(entry(layer.bias, place.unit)),
      local: localSlope(layer, place, show),
    };
  },
  formula: () => '∂L/∂b = δ',
  given: ({ delta }) => [['δ', delta]],
  solve: ({ delta }) => delta,
  mistakes: {
    slopeMissing: ({ local }) => local && { value: local.dA, hint: local.slope },
    signFlipped: ({ delta }) => -delta,
    factorTwo: ({ delta }) => 2 * delta,
    weightForActivation: ({ delta, bias }) => delta * bias,
  },
});
