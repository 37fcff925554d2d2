import { lossOf } from '#shared/network/losses.ts';
import { entry } from '#shared/network/matrix.ts';
import { shownValue } from '#shared/teaching/shown.ts';
import { largestFirst } from '../net/largest-first.ts';
import { chosenUnit, type Look, type Unit } from '../look.ts';
import { isNeurons } from '../net/net-columns.ts';
import { digitsGiving, part, shownProduct, tex, texFactor, texLabel } from '../numbers.ts';
import { partOf } from '../parts.ts';
import { sumLines, type Formula } from './formula.ts';
import { sumAt } from './forward.ts';
import { symbolsOf } from './symbols.ts';

const mostPaths = 6;

/** What this row counts by its class's weight; 1 where all count alike. */
function rowWeight({ walk, row }: Look): number {
  return walk.input.batch.rowWeights?.[row] ?? 1;
}

/** At the output: dL/da, the slope, and delta as their product; where loss and activation belong together, what it comes to. */
export function outputFormulas(look: Look, unit: Unit = chosenUnit(look)): Formula[] {
  if (unit.column.kind === 'hidden') return hiddenFormulas(look, unit);
  const { walk, row } = look;
  const { column, j, a, dA, delta } = unit;
  const { activation, loss } = walk.rules.spec.output;
  const symbols = symbolsOf(look.columns);
  const y = entry(walk.input.batch.y[row] ?? [], j);
  const weight = rowWeight(look);
  const units = meanOver(look);
  const digits = digitsGiving(
    delta,
    look.digits,
    (d) => (shownValue(weight, d) * (shownValue(a, d) - shownValue(y, d))) / units,
  );
  const value = part(partOf.out(column.at, j), tex(a, digits, true));
  const label = texLabel(y, digits);
  const share = units > 1 ? `\\tfrac{1}{${units}}` : '';
  const c = (weight === 1 ? '' : `${tex(weight, digits)} \\cdot `) + share;
  const cSymbol = (weight === 1 ? '' : 'c \\cdot ') + share;
  const left = part(partOf.delta(column.at, j), symbols.delta(column, j));
  const name = symbols.a(column, j);
  const target = column.units > 1 ? `y_{${j + 1}}` : 'y';
  const short: Formula = {
    left,
    symbols: `${cSymbol}(${name} - ${target})`,
    numbers: [`${c}(${value} - ${label})`],
    result: tex(delta, look.digits),
  };
  if (column.activation === 'softmax' && loss === 'categoricalCrossentropy') return [short];
  const together = activation === 'sigmoid' && loss === 'binaryCrossentropy' && column.units === 1;
  if (!Number.isFinite(dA)) return [short];
  const slope = dAtFormula(look, unit, y);
  if (unit.slope === null) return [slope, throughSoftmax(look, unit)];
  const factors = [slope, slopeFormula(look, unit)];
  return [...factors, productFormula(look, unit), ...(together ? [short] : [])];
}

/** Over how many outputs the loss of a row is a mean; the cross-entropy of classes is a sum. */
function meanOver({ walk }: Look): number {
  const { loss, units } = walk.rules.spec.output;
  return loss === 'categoricalCrossentropy' ? 1 : units;
}

/** delta behind a softmax whose loss is not its own: each output moves with every z, so a_j (d_j - sum of a_k d_k). */
function throughSoftmax(look: Look, { column, j, a, dA, delta }: Unit): Formula {
  const symbols = symbolsOf(look.columns);
  const outputs = column.a[look.row] ?? [];
  const slopes = column.dA[look.row] ?? [];
  const shared = outputs.reduce((sum, p, k) => sum + p * entry(slopes, k), 0);
  const digits = digitsGiving(
    delta,
    look.digits,
    (d) => shownValue(a, d) * (shownValue(dA, d) - shownValue(shared, d)),
  );
  const name = symbols.a(column, j);
  const d = (k: string): string =>
    `\\tfrac{\\partial L}{\\partial ${k === '' ? name : symbols.a(column, 'k')}}`;
  return {
    left: part(partOf.delta(column.at, j), symbols.delta(column, j)),
    symbols: `${name}\\,\\bigl(${d('')} - \\sum_k ${symbols.a(column, 'k')}\\,${d('k')}\\bigr)`,
    numbers: [
      `${part(partOf.out(column.at, j), tex(a, digits, true))} \\cdot (${tex(dA, digits)} - ${tex(shared, digits, true)})`,
    ],
    result: tex(delta, look.digits),
  };
}

function dAtFormula(look: Look, { column, j, a, dA }: Unit, y: number): Formula {
  const symbols = symbolsOf(look.columns);
  const { loss, activation } = look.walk.rules.spec.output;
  const name = symbols.a(column, j);
  const weight = rowWeight(look);
  const { dOutput } = lossOf({ units: 1, activation, loss });
  const units = meanOver(look);
  const digits = digitsGiving(dA, look.digits, (d) => {
    const [slope = NaN] = dOutput([shownValue(a, d)], [shownValue(y, d)]);
    return (shownValue(weight, d) * slope) / units;
  });
  const value = part(partOf.out(column.at, j), tex(a, digits, true));
  const label = texLabel(y, digits);
  const c = weight === 1 ? '' : `${tex(weight, digits)} \\cdot `;
  const cSymbol = weight === 1 ? '' : 'c \\cdot ';
  const share = units > 1 ? `\\tfrac{1}{${units}}` : '';
  /** A minus in front would go to what is multiplied. */
  const alone = (text: string): string => (weight === 1 ? text : `\\bigl(${text}\\bigr)`);
  const written = {
    binaryCrossentropy: [
      `\\dfrac{${name} - y}{${name}\\,(1 - ${name})}`,
      `\\dfrac{${value} - ${label}}{${value} \\cdot (1 - ${value})}`,
    ],
    meanSquaredError: [`2\\,(${name} - y)`, `2\\,(${value} - ${label})`],
    meanAbsoluteError: [
      `\\operatorname{sign}(${name} - y)`,
      `\\operatorname{sign}(${value} - ${label})`,
    ],
    huber: [`\\max(-1, \\min(1,\\, ${name} - y))`, `\\max(-1, \\min(1,\\, ${value} - ${label}))`],
    categoricalCrossentropy: [alone(`-\\dfrac{y}{${name}}`), alone(`-\\dfrac{${label}}{${value}}`)],
  }[loss];
  return {
    left: part(partOf.dOut(column.at, j), `\\dfrac{\\partial L}{\\partial ${name}}`),
    symbols: cSymbol + share + (written[0] ?? ''),
    numbers: [c + share + (written[1] ?? '')],
    result: tex(dA, look.digits),
  };
}

/** The slope of the activation where this unit stands. */
function slopeFormula(look: Look, { column, j, z, a, slope }: Unit): Formula {
  const { digits } = look;
  const symbols = symbolsOf(look.columns);
  const value = part(partOf.out(column.at, j), tex(a, digits, true));
  const name = symbols.a(column, j);
  const letter = column.activation === 'sigmoid' ? "\\sigma'" : "f'";
  const left = part(partOf.slope(column.at, j), `${letter}(${symbols.z(column, j)})`);
  const result = tex(slope ?? NaN, digits);
  switch (column.activation) {
    case 'sigmoid':
      return {
        left,
        symbols: `${name}\\,(1 - ${name})`,
        numbers: [`${value} \\cdot (1 - ${value})`],
        result,
      };
    case 'tanh':
      return { left, symbols: `1 - {${name}}^2`, numbers: [`1 - ${value}^2`], result };
    case 'relu':
      return {
        left,
        symbols: '\\bigl[\\,z > 0\\,\\bigr]',
        numbers: [`\\bigl[\\,${tex(z, digits)} > 0\\,\\bigr]`],
        result,
      };
    default:
      return { left, symbols: `f'(${tex(z, digits, true)})`, numbers: [], result };
  }
}

/** delta = dL/da times the slope. */
function productFormula(look: Look, { column, j, dA, slope, delta }: Unit): Formula {
  const { digits } = look;
  const symbols = symbolsOf(look.columns);
  const letter = column.activation === 'sigmoid' ? "\\sigma'" : "f'";
  const first = part(partOf.dOut(column.at, j), texFactor(dA, slope ?? NaN, digits));
  const second = part(partOf.slope(column.at, j), texFactor(slope ?? NaN, dA, digits));
  return {
    left: part(partOf.delta(column.at, j), symbols.delta(column, j)),
    symbols: `\\dfrac{\\partial L}{\\partial ${symbols.a(column, j)}} \\cdot ${letter}(${symbols.z(column, j)})`,
    numbers: [`${first} \\cdot ${second}`],
    result: tex(delta, digits),
  };
}

/** At a hidden unit: the sum over all paths, dropout's factor where there is one, times the slope. */
export function hiddenFormulas(look: Look, unit: Unit = chosenUnit(look)): Formula[] {
  const { columns, row } = look;
  const { column, j } = unit;
  const next = columns[column.at + 1];
  if (!isNeurons(next)) return outputFormulas(look, unit);
  const symbols = symbolsOf(columns);
  const deltas = next.delta[row] ?? [];
  const products = deltas.map((delta, k) => delta * entry(next.kernel[j] ?? [], k));
  const { shown, rest } = largestFirst(products, mostPaths);
  const arrived = products.reduce((sum, one) => sum + one, 0);
  const restSum = sumAt(products, rest);
  const digits = digitsGiving(arrived, look.digits, (d) =>
    shown.reduce(
      (sum, k) => sum + shownProduct(entry(next.kernel[j] ?? [], k), entry(deltas, k), d),
      shownValue(restSum, d),
    ),
  );
  const terms = shown
    .toSorted((a, b) => a - b)
    .map((k) => {
      const [weight, back] = [entry(next.kernel[j] ?? [], k), entry(deltas, k)];
      const w = texFactor(weight, back, digits);
      const delta = texFactor(back, weight, digits);
      return `${part(partOf.weight(next.at, j, k), w)} \\cdot ${part(partOf.delta(next.at, k), delta)}`;
    });
  if (rest.length > 0) terms.push(tex(restSum, digits, true));
  const paths: Formula = {
    left: part(
      partOf.dOut(column.at, j),
      `\\dfrac{\\partial L}{\\partial ${symbols.out(column, j)}}`,
    ),
    symbols:
      next.units > 1
        ? `\\sum_{k} ${symbols.weight(next, j, 'k')}\\, ${symbols.delta(next, 'k')}`
        : `${symbols.weight(next, j, 0)}\\, ${symbols.delta(next, 0)}`,
    numbers: sumLines(terms, 2),
    result: tex(arrived, look.digits),
  };
  const through = afterFormulas(look, unit, arrived);
  if (unit.slope === null) return [paths, ...through];
  return [paths, ...through, slopeFormula(look, unit), productFormula(look, unit)];
}

/** Back through what stands after the unit: a mask by its factor; normalisation as one number, since every row takes part. */
function afterFormulas(look: Look, { column, j, dA }: Unit, arrived: number): Formula[] {
  if (column.after.length === 0) return [];
  const { row } = look;
  const symbols = symbolsOf(look.columns);
  const left = `\\dfrac{\\partial L}{\\partial ${symbols.a(column, j)}}`;
  const dropped = column.after.every(({ type }) => type === 'dropout');
  if (!dropped) {
    return [{ left, symbols: '\\operatorname{BN}\\,', numbers: [], result: tex(dA, look.digits) }];
  }
  const factor = column.after.reduce(
    (product, layer) =>
      product * (layer.type === 'dropout' ? entry(layer.factor[row] ?? [], j) : 1),
    1,
  );
  const digits = digitsGiving(dA, look.digits, (d) => shownProduct(arrived, factor, d));
  return [
    {
      left,
      symbols: `\\dfrac{\\partial L}{\\partial ${symbols.out(column, j)}} \\cdot \\dfrac{m}{1-p}`,
      numbers: [
        `${texFactor(arrived, factor, digits)} \\cdot ${texFactor(factor, arrived, digits)}`,
      ],
      result: tex(dA, look.digits),
    },
  ];
}

/** dL/dw of the weight looked at, in the row looked at. */
export function gradientFormulas(look: Look, unit: Unit = chosenUnit(look)): Formula[] {
  const { digits, choice } = look;
  const { column, before, j, inputs, delta } = unit;
  const symbols = symbolsOf(look.columns);
  const i = choice.from;
  const input = entry(inputs, i);
  const d = part(partOf.delta(column.at, j), texFactor(delta, input, digits));
  return [
    {
      left: `\\dfrac{\\partial L}{\\partial ${part(partOf.weight(column.at, i, j), symbols.weight(column, i, j))}}`,
      symbols: `${symbols.delta(column, j)} \\cdot ${symbols.out(before, i)}`,
      numbers: [`${d} \\cdot ${part(partOf.out(before.at, i), texFactor(input, delta, digits))}`],
      result: tex(delta * input, digits),
    },
    {
      left: `\\dfrac{\\partial L}{\\partial ${part(partOf.bias(column.at, j), symbols.bias(column, j))}}`,
      symbols: symbols.delta(column, j),
      numbers: [],
      result: tex(delta, digits),
    },
  ];
}
