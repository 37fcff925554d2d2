import { entry } from '#shared/network/matrix.ts';
import { shownValue } from '#shared/teaching/shown.ts';
import { vectorOf } from '#shared/network/forward.ts';
import { chosenUnit, type Look } from '../look.ts';
import type { After } from '../net/net-columns.ts';
import { digitsGiving, settingDigits, shownProduct, tex, texFactor } from '../numbers.ts';
import type { Formula } from './formula.ts';

/** The mask of dropout on the unit looked at. */
export function dropoutFormulas(look: Look): Formula[] {
  const { row, walk } = look;
  const { after, j } = standingAfter(look);
  return after.flatMap((layer) => {
    if (layer.type !== 'dropout') return [];
    const plans = walk.trace.forward.layout.layers;
    const plan = plans[walk.trace.forward.layers.indexOf(layer)];
    const rate = plan?.type === 'dropout' ? plan.rate : 0;
    const keep = entry(layer.keep[row] ?? [], j);
    const input = entry(layer.input[row] ?? [], j);
    const out = entry(layer.a[row] ?? [], j);
    const digits = digitsGiving(
      out,
      look.digits,
      (d) => (shownValue(input, d) * keep) / (1 - rate),
    );
    return [
      {
        left: '\\tilde a',
        symbols: 'a \\cdot \\dfrac{m}{1 - p}',
        numbers: [
          `${tex(input, digits, true)} \\cdot \\dfrac{${keep}}{1 - ${tex(rate, settingDigits(rate, 2))}}`,
        ],
        result: tex(out, look.digits),
      },
    ];
  });
}

/** Batch normalisation of the unit looked at, and the penalties of its weight. */
export function normFormulas(look: Look): Formula[] {
  const { row, walk } = look;
  const { column } = chosenUnit(look);
  const { after: standing, j } = standingAfter(look);
  const normalised = standing.flatMap((layer): Formula[] => {
    if (layer.type !== 'batchNorm') return [];
    const gamma = entry(vectorOf(walk.state.weights, `${layer.name}/gamma`), j);
    const beta = entry(vectorOf(walk.state.weights, `${layer.name}/beta`), j);
    const x = entry(layer.input[row] ?? [], j);
    const hat = entry(layer.normalised[row] ?? [], j);
    const [mean, spread] = [entry(layer.mean, j), entry(layer.inverseStd, j)];
    const out = entry(layer.a[row] ?? [], j);
    const digits = digitsGiving(
      hat,
      look.digits,
      (d) => (shownValue(x, d) - shownValue(mean, d)) * shownValue(spread, d),
    );
    const after = digitsGiving(
      out,
      look.digits,
      (d) => shownProduct(gamma, hat, d) + shownValue(beta, d),
    );
    return [
      {
        left: '\\hat a',
        symbols: '\\dfrac{a - \\mu}{\\sqrt{s^2 + \\epsilon}}',
        numbers: [
          `(${tex(x, digits, true)} - ${tex(mean, digits, true)}) \\cdot ${tex(spread, digits)}`,
        ],
        result: tex(hat, look.digits),
      },
      {
        left: '\\tilde a',
        symbols: '\\gamma\\, \\hat a + \\beta',
        numbers: [
          `${texFactor(gamma, hat, after)} \\cdot ${texFactor(hat, gamma, after)} + ${tex(beta, after, true)}`,
        ],
        result: tex(out, look.digits),
      },
    ];
  });
  return [...normalised, ...penaltyFormulas(look, column.l1, column.l2)];
}

/** What stands after the unit looked at, or, where nothing does, after the one its weight comes from. */
function standingAfter(look: Look): { after: readonly After[]; j: number } {
  const { column, before, j } = chosenUnit(look);
  if (column.after.length > 0 || before.after.length === 0) return { after: column.after, j };
  return { after: before.after, j: look.choice.from };
}

function penaltyFormulas(look: Look, l1: number, l2: number): Formula[] {
  const { digits } = look;
  const w = entry(chosenUnit(look).weights, look.choice.from);
  const made: Formula[] = [];
  if (l2 > 0) {
    made.push({
      left: '\\dfrac{\\partial}{\\partial w}\\,\\lambda w^2',
      symbols: '2\\,\\lambda\\, w',
      numbers: [`2 \\cdot ${tex(l2, settingDigits(l2, digits))} \\cdot ${tex(w, digits, true)}`],
      result: tex(2 * l2 * w, digits),
    });
  }
  if (l1 > 0) {
    made.push({
      left: '\\dfrac{\\partial}{\\partial w}\\,\\lambda |w|',
      symbols: '\\lambda\\, \\operatorname{sign}(w)',
      numbers: [
        `${tex(l1, settingDigits(l1, digits))} \\cdot ${Math.sign(w)}`.replace('-1', '(-1)'),
      ],
      result: tex(l1 * Math.sign(w), digits),
    });
  }
  return made;
}
