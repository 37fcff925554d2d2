import { activations } from '../../network/activations.ts';
import { entry } from '../../network/matrix.ts';
import { inputSymbol, layerAt, unitPlaces } from '../places.ts';
import { factorsOf, productsOf, sumOf, written } from '../products.ts';
import { numberKind } from '../question.ts';

/** z = sum of w x over the inputs, plus the bias. */
export const preActivation = numberKind({
  name: 'preActivation',
  step: 'preActivation',
  places: (trace) => unitPlaces(trace, () => true),
  read: (trace, place, show) => {
    const layer = layerAt(trace, place);
    const { row, unit } = place;
    const weights = layer.kernel.map((values) => entry(values, unit));
    return {
      layer,
      products: productsOf(weights, layer.input[row] ?? [], show),
      bias: show(entry(layer.bias, unit)),
    };
  },
  formula: ({ layer, products }) => `z = ${written(products, ['w', inputSymbol(layer)])} + b`,
  given: ({ layer, products, bias }) => [
    ...factorsOf(products, ['w', inputSymbol(layer)]),
    ['b', bias],
  ],
  solve: ({ products, bias }) => sumOf(products) + bias,
  mistakes: {
    biasMissing: ({ products, bias }) => ({ value: sumOf(products), hint: bias }),
    inputMissing: ({ products: { terms, rest }, bias }) =>
      terms.reduce((sum, { left }) => sum + left, (rest ?? 0) + bias),
    activationForPreActivation: ({ layer: { activation }, products, bias }) =>
      activation === 'softmax' ? null : activations[activation].value(sumOf(products) + bias),
    onePath: ({ products: { terms }, bias }) =>
      terms.length < 2 ? null : terms.map(({ left, right }) => left * right + bias),
  },
});
