import { PortraitError } from '#shared/errors/index.ts';
import type { CleanStep } from '#shared/model/cells/clean.ts';
import type { CellValue } from '#shared/model/table.ts';
import { addMoment, createMoments, deviationOf, meanOf } from '#shared/statistics/moments.ts';
import { quantile } from '#shared/statistics/quantile.ts';
import { NumberList } from '../numbers.ts';
import { passSlots } from '../pass.ts';
import { finiteOrNull } from '../../lib/index.ts';
import { typedColumn } from '../stage.ts';
import type { Plan } from '../step-context.ts';
import { withKept, withValues } from '../value-step.ts';

type Bounds = { low: number; high: number };

/** Numbers outside the bounds are moved to the nearest bound (in whole numbers where the column has them), or their rows dropped; nothing before a column is chosen. Throws outliers_one_value. */
export const planOutliers: Plan<'outliers'> = async (stage, step, context) => {
  if (step.column === '') return stage;
  const { slot, name, type } = typedColumn(stage, step.column, ['real', 'integer']);
  const numbers = new NumberList();
  const add = (row: CellValue[]): void => {
    const value = row[slot];
    if (typeof value === 'number') numbers.push(value);
  };
  await passSlots(stage, [slot], add, context);
  const bounds = boundsOf(numbers, step);
  refuseSingleValue(name, numbers.values(), bounds);
  // Whole numbers are moved to whole numbers; which of them lie outside stays the same.
  const isWhole = type === 'integer';
  const low = finiteOrNull(isWhole ? Math.ceil(bounds.low) : bounds.low);
  const high = finiteOrNull(isWhole ? Math.floor(bounds.high) : bounds.high);
  if (step.action === 'clip') return withValues(stage, { type: 'clip', column: name, low, high });
  return withKept(stage, { type: 'keep', column: name, condition: { is: 'within', low, high } });
};

/**
 * Where only one value lies within the bounds, as with a 0/1 column of few ones, the rule would wipe the column out.
 * Throws outliers_one_value.
 */
function refuseSingleValue(column: string, values: Float64Array, { low, high }: Bounds): void {
  let [least, most] = [Infinity, -Infinity];
  let outside = 0;
  for (const value of values) {
    if (value < low || value > high) outside++;
    else [least, most] = [Math.min(least, value), Math.max(most, value)];
  }
  if (outside === 0 || least < most) return;
  const value = least === Infinity ? '–' : least;
  throw new PortraitError('outliers_one_value', { column, value, outside });
}

/** iqr: quartiles -/+ factor * (their distance); zscore: mean -/+ factor * population deviation. */
function boundsOf(
  numbers: NumberList,
  { rule, factor }: Extract<CleanStep, { type: 'outliers' }>,
): Bounds {
  if (rule === 'iqr') {
    const sorted = numbers.sorted();
    const lower = quantile(sorted, 0.25);
    const upper = quantile(sorted, 0.75);
    if (lower === null || upper === null) return { low: -Infinity, high: Infinity };
    return { low: lower - factor * (upper - lower), high: upper + factor * (upper - lower) };
  }
  const values = numbers.values();
  if (values.length === 0) return { low: -Infinity, high: Infinity };
  const moments = createMoments();
  for (const value of values) addMoment(moments, value);
  const mean = meanOf(moments);
  const reach = factor * deviationOf(moments);
  return { low: mean - reach, high: mean + reach };
}
