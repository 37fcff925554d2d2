import { entry } from '#shared/network/matrix.ts';
import { vectorOf } from '#shared/network/forward.ts';
import { chosenUnit, type Look } from '../look.ts';
import { tex, texFactor } from '../numbers.ts';
import type { Formula } from './formula.ts';
import { weightFacts } from '../weight-facts.ts';

/** The mask of dropout on the unit looked at. */
export function dropoutFormulas(look: Look): Formula[] {
  const { row, digits, walk } = look;
  const { column, j } = chosenUnit(look);
  return column.after.flatMap((layer) => {
    if (layer.type !== 'dropout') return [];
    const plans = walk.trace.forward.layout.layers;
    const plan = plans[walk.trace.forward.layers.indexOf(layer)];
    const rate = plan?.type === 'dropout' ? plan.rate : 0;
    const keep = entry(layer.keep[row] ?? [], j);
    const input = entry(layer.input[row] ?? [], j);
    return [
      {
        left: '\\tilde a',
        symbols: 'a \\cdot \\dfrac{m}{1 - p}',
        numbers: [`${tex(input, digits, true)} \\cdot \\dfrac{${keep}}{1 - ${tex(rate, 2)}}`],
        result: tex(entry(layer.a[row] ?? [], j), digits),
      },
    ];
  });
}

/** Batch normalisation of the unit looked at, and the penalties of its weight. */
export function normFormulas(look: Look): Formula[] {
  const { row, digits, walk } = look;
  const { column, j } = chosenUnit(look);
  const normalised = column.after.flatMap((layer): Formula[] => {
    if (layer.type !== 'batchNorm') return [];
    const gamma = entry(vectorOf(walk.state.weights, `${layer.name}/gamma`), j);
    const beta = entry(vectorOf(walk.state.weights, `${layer.name}/beta`), j);
    const x = entry(layer.input[row] ?? [], j);
    const hat = entry(layer.normalised[row] ?? [], j);
    const [mean, spread] = [entry(layer.mean, j), entry(layer.inverseStd, j)];
    return [
      {
        left: '\\hat a',
        symbols: '\\dfrac{a - \\mu}{\\sqrt{s^2 + \\epsilon}}',
        numbers: [
          `(${texFactor(x, spread, digits)} - ${texFactor(mean, spread, digits)}) \\cdot ${texFactor(spread, x - mean, digits)}`,
        ],
        result: tex(hat, digits),
      },
      {
        left: '\\tilde a',
        symbols: '\\gamma\\, \\hat a + \\beta',
        numbers: [
          `${tex(gamma, digits, true)} \\cdot ${tex(hat, digits, true)} + ${tex(beta, digits, true)}`,
        ],
        result: tex(entry(layer.a[row] ?? [], j), digits),
      },
    ];
  });
  return [...normalised, ...penaltyFormulas(look, column.l1, column.l2)];
}

function penaltyFormulas(look: Look, l1: number, l2: number): Formula[] {
  const { digits } = look;
  const { w } = weightFacts(look);
  const made: Formula[] = [];
  if (l2 > 0) {
    made.push({
      left: '\\dfrac{\\partial}{\\partial w}\\,\\lambda w^2',
      symbols: '2\\,\\lambda\\, w',
      numbers: [`2 \\cdot ${tex(l2, Math.max(digits, 4))} \\cdot ${tex(w, digits, true)}`],
      result: tex(2 * l2 * w, digits),
    });
  }
  if (l1 > 0) {
    made.push({
      left: '\\dfrac{\\partial}{\\partial w}\\,\\lambda |w|',
      symbols: '\\lambda\\, \\operatorname{sign}(w)',
      numbers: [`${tex(l1, Math.max(digits, 4))} \\cdot ${Math.sign(w)}`.replace('-1', '(-1)')],
      result: tex(l1 * Math.sign(w), digits),
    });
  }
  return made;
}
