import type { PlanStep } from '#shared/encoding/plan/clean-plan.ts';
import type { FittedStep } from '#shared/model/prep.ts';
import type { CellValue, Column } from '#shared/model/table.ts';

/** A value for one column, and what it is a case of. */
export type OddValue = { why: string; value: CellValue };

export const leapDay = 'leap day';
const dates: OddValue[] = [
  { why: '30 February', value: '2024-02-30' },
  { why: leapDay, value: '2024-02-29' },
  { why: 'T between date and time', value: '2024-07-01T13:45:00' },
  { why: 'time', value: '2023-12-31 23:59:59' },
  { why: 'zone', value: '2024-03-01T00:30:00+02:00' },
  { why: 'year 400', value: '0400-02-29' },
  { why: 'year 2100', value: '2100-03-01' },
];
const numberTexts: OddValue[] = [
  { why: 'no number', value: 'unknown' },
  { why: 'number far out', value: '999999' },
  { why: 'blanks around', value: ' 12 ' },
  { why: 'exponent', value: '1e2' },
];
const texts: OddValue[] = [
  { why: 'unseen', value: '未见过 “new”, value' },
  { why: 'empty', value: '' },
  { why: 'blanks', value: '\u3000 ' },
];

/** Values of a column that a consumer is likely to get wrong. `largest`: how far from zero its numbers went. */
export function oddValues(
  column: Column,
  largest: number,
  { plan, prep }: { plan: readonly PlanStep[]; prep: readonly FittedStep[] },
): OddValue[] {
  const missing: OddValue = { why: 'missing', value: null };
  if (column.type === 'integer' || column.type === 'real') {
    const far = column.type === 'integer' ? Math.round(largest * 10) : largest * 10;
    return [
      missing,
      { why: 'far out', value: far },
      { why: 'far below', value: -far - 1 },
      { why: 'zero', value: 0 },
    ];
  }
  if (column.type === 'boolean')
    return [missing, ...[0, 1].map((value) => ({ why: 'given', value }))];
  if (column.type === 'date') return [missing, ...dates];
  const retyped = plan.find((step) => step.type === 'retype' && step.column === column.name);
  const to = retyped?.type === 'retype' ? retyped.to : null;
  if (to === 'date') return [missing, ...dates, { why: 'no date', value: 'soon' }];
  if (to === 'integer' || to === 'real') return [missing, ...numberTexts];
  const list = prep.find((step) => step.type === 'multiHot' && step.column === column.name);
  if (list?.type !== 'multiHot') return [missing, ...texts];
  const { separator, values } = list;
  const parts = [values[0] ?? 'a', 'unseen entry', ` ${values[1] ?? 'b'} `, ''];
  return [missing, { why: 'list with an unseen entry', value: parts.join(separator) }, ...texts];
}
