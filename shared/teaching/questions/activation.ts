import { activations } from '../../network/activations.ts';
import { at } from '../../network/matrix.ts';
import { softmax } from '../../network/layers/output.ts';
import { indexed, layerAt, unitPlaces } from '../places.ts';
import { numberKind } from '../question.ts';

/** a = f(z) of one unit. */
export const activation = numberKind({
  name: 'activation',
  step: 'activation',
  places: (trace) =>
    unitPlaces(trace, ({ activation: own }) => own !== 'softmax' && own !== 'linear'),
  read: (trace, place, show) => {
    const layer = layerAt(trace, place);
    if (layer.activation === 'softmax') return null;
    return { name: layer.activation, z: show(at(layer.z, place.row, place.unit)) };
  },
  formula: ({ name }) => (name === 'sigmoid' ? 'a = σ(z) = 1 / (1 + e⁻ᶻ)' : `a = ${name}(z)`),
  given: ({ z }) => [['z', z]],
  solve: ({ name, z }) => activations[name].value(z),
  mistakes: {
    preActivationForOutput: ({ z }) => z,
    slopeForOutput: ({ name, z }) => activations[name].slope(z, activations[name].value(z)),
    exponentSign: ({ name, z }) => (name === 'sigmoid' ? activations.sigmoid.value(-z) : null),
    signFlipped: ({ name, z }) => (name === 'sigmoid' ? null : -activations[name].value(z)),
  },
});

/** p of one class out of the logits of a row. */
export const share = numberKind({
  name: 'softmax',
  step: 'activation',
  places: (trace) => unitPlaces(trace, ({ activation: own }) => own === 'softmax'),
  read: (trace, place, show) => {
    const { z } = layerAt(trace, place);
    return { unit: place.unit, logits: (z[place.row] ?? []).map((value) => show(value)) };
  },
  formula: ({ unit }) => `${indexed('p', unit)} = e^${indexed('z', unit)} / Σ e^z`,
  given: ({ logits }) => logits.map((z, k) => [indexed('z', k), z]),
  solve: ({ unit, logits }) => softmax(logits)[unit] ?? NaN,
  mistakes: {
    notNormalised: ({ unit, logits }) => ({
      value: Math.exp(logits[unit] ?? NaN),
      hint: logits.reduce((sum, z) => sum + Math.exp(z), 0),
    }),
    preActivationForOutput: ({ unit, logits }) => logits[unit] ?? NaN,
    slopeForOutput: ({ unit, logits }) => activations.sigmoid.value(logits[unit] ?? NaN),
    exponentSign: ({ unit, logits }) => softmax(logits.map((z) => -z))[unit] ?? NaN,
  },
});
