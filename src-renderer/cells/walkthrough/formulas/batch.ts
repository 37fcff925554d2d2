import { entry } from '#shared/network/matrix.ts';
import { largestFirst } from '../net/largest-first.ts';
import { chosenUnit, type Look } from '../look.ts';
import { tex } from '../numbers.ts';
import { sumLines, type Formula } from './formula.ts';
import { sumAt } from './forward.ts';
import { symbolsOf } from './symbols.ts';

const mostRows = 6;

/** What each row says about the weight looked at: delta times what came in. */
export function rowGradients({ choice, columns }: Look): number[] {
  const column = columns[choice.column];
  if (column === undefined || column.kind === 'input') return [];
  return column.delta.map(
    (row, r) => entry(row, choice.unit) * entry(column.input[r] ?? [], choice.from),
  );
}

/** The batch's gradient: the mean of what its rows say, before penalties and clipping. */
export function batchFormula(look: Look): Formula {
  const { digits, choice } = look;
  const { column, j } = chosenUnit(look);
  const each = rowGradients(look);
  const { shown, rest } = largestFirst(each, mostRows);
  const terms = shown.toSorted((a, b) => a - b).map((r) => tex(entry(each, r), digits, true));
  if (rest.length > 0) terms.push(tex(sumAt(each, rest), digits, true));
  const n = each.length;
  const lines = sumLines(terms, 3);
  const mean = each.reduce((sum, one) => sum + one, 0) / n;
  const w = symbolsOf(look.columns).weight(column, choice.from, j);
  return {
    left: `\\dfrac{\\partial L}{\\partial ${w}}`,
    symbols: `\\dfrac{1}{n} \\sum_{r=1}^{n} \\delta^{[r]}\\, a^{[r]}`,
    numbers: lines.map(
      (line, index) =>
        `${index === 0 ? `\\tfrac{1}{${n}}\\bigl(` : ''}${line}${index === lines.length - 1 ? '\\bigr)' : ''}`,
    ),
    result: tex(mean, digits),
  };
}
