import { largest } from '#shared/statistics/extremes.ts';
import type { Activation } from '#shared/model/net/model-spec.ts';
import { leakySlope } from '#shared/network/activations.ts';
import { entry } from '#shared/network/matrix.ts';
import { shownValue } from '#shared/teaching/shown.ts';
import { largestFirst } from '../net/largest-first.ts';
import { chosenUnit, type Look, type Unit } from '../look.ts';
import { digitsGiving, part, shownProduct, tex, texFactor } from '../numbers.ts';
import { partOf } from '../parts.ts';
import { sumLines, type Formula } from './formula.ts';
import { symbolsOf } from './symbols.ts';

/** Terms of a sum that are written out; of more, the largest are, and the rest as one number. */
const mostTerms = 6;

/** Exponents beyond this are not written out. */
const mostPower = 30;

/** z, the weighted sum of what comes in, and the bias. */
export function sumFormula(look: Look, unit: Unit = chosenUnit(look)): Formula {
  const { column, before, j, inputs, weights, bias } = unit;
  const symbols = symbolsOf(look.columns);
  const products = weights.map((w, i) => w * entry(inputs, i));
  const { shown, rest } = largestFirst(products, mostTerms);
  const restSum = sumAt(products, rest);
  const digits = digitsGiving(unit.z, look.digits, (d) =>
    shown.reduce(
      (sum, i) => sum + shownProduct(entry(weights, i), entry(inputs, i), d),
      shownValue(bias, d) + shownValue(restSum, d),
    ),
  );
  const terms = shown
    .toSorted((a, b) => a - b)
    .map((i) => {
      const [weight, input] = [entry(weights, i), entry(inputs, i)];
      const w = part(partOf.weight(column.at, i, j), texFactor(weight, input, digits));
      return `${w} \\cdot ${part(partOf.out(before.at, i), texFactor(input, weight, digits))}`;
    });
  if (rest.length > 0) terms.push(tex(restSum, digits, true));
  terms.push(part(partOf.bias(column.at, j), tex(bias, digits, true)));
  const w = symbols.weight(column, 'i', j);
  return {
    left: part(partOf.z(column.at, j), symbols.z(column, j)),
    symbols: `\\sum_{i=1}^{${inputs.length}} ${w}\\, ${symbols.out(before, 'i')} + ${symbols.bias(column, j)}`,
    numbers: sumLines(terms, 2),
    result: tex(unit.z, look.digits),
  };
}

export function sumAt(values: readonly number[], places: readonly number[]): number {
  return places.reduce((sum, place) => sum + entry(values, place), 0);
}

/** a, what the activation makes of z. */
export function activationFormula(look: Look, unit: Unit = chosenUnit(look)): Formula {
  const { column, j, z, a } = unit;
  const symbols = symbolsOf(look.columns);
  const number = part(partOf.z(column.at, j), tex(z, look.digits, true));
  const name = symbols.z(column, j);
  const left = part(partOf.out(column.at, j), symbols.a(column, j));
  if (column.activation === 'softmax') {
    const all = column.z[look.row] ?? [];
    const most = largest(all);
    // Powers that no calculator holds are taken from the largest z: the share is the same.
    const shift = Math.abs(most) > mostPower ? most : 0;
    const less = shift === 0 ? '' : ' - z_{\\max}';
    const power = (value: number): string => `e^{${tex(value - shift, look.digits)}}`;
    return {
      left,
      symbols: `\\dfrac{e^{${name}${less}}}{\\sum_k e^{${symbols.z(column, 'k')}${less}}}`,
      numbers: [all.length > 5 ? '' : `\\dfrac{${power(z)}}{${all.map(power).join('+')}}`].filter(
        (line) => line !== '',
      ),
      result: tex(a, look.digits),
    };
  }
  const write = activationTex[column.activation];
  return {
    left,
    symbols: write(name),
    numbers: column.activation === 'linear' ? [] : [write(number)],
    result: tex(a, look.digits),
  };
}

/** Activations as they are written, of a z given as TeX. */
export const activationTex: Record<Activation, (z: string) => string> = {
  linear: (z) => z,
  relu: (z) => `\\max(0,\\, ${z})`,
  leakyRelu: (z) => `\\max(${leakySlope}\\cdot ${z},\\, ${z})`,
  elu: (z) => `\\operatorname{elu}(${z})`,
  selu: (z) => `\\operatorname{selu}(${z})`,
  gelu: (z) => `${z} \\cdot \\Phi(${z})`,
  swish: (z) => `\\dfrac{${z}}{1 + e^{-${z}}}`,
  softplus: (z) => `\\ln\\bigl(1 + e^{${z}}\\bigr)`,
  tanh: (z) => `\\tanh(${z})`,
  sigmoid: (z) => `\\sigma(${z}) = \\dfrac{1}{1 + e^{-${z}}}`,
};
