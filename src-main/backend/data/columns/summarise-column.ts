import type { Database } from 'better-sqlite3';
import type { CellValue, ColumnSummary, TableInfo } from '#shared/model/table.ts';
import { association, type Association } from '#shared/statistics/association.ts';
import { binEdges, binOf } from '#shared/statistics/histogram.ts';
import { addMoment, createMoments, deviationOf, meanOf } from '#shared/statistics/moments.ts';
import { quantile } from '#shared/statistics/quantile.ts';
import { storedTime } from '#shared/values/time/index.ts';
import { commonestValues, distinctValues, eachValue } from '../../storage/index.ts';
import type { Label } from './label.ts';

const shares = [0, 0.05, 0.25, 0.5, 0.75, 0.95, 1];
const mostBins = 40;
const mostGroups = 200_000;
const topValues = 20;

type Numbers = Pick<ColumnSummary, 'histogram' | 'quantiles' | 'mean' | 'deviation'>;
const noNumbers: Numbers = { histogram: null, quantiles: null, mean: null, deviation: null };

/** Everything the screen shows of one column. Figures are exact. */
export function summariseColumn(
  db: Database,
  table: TableInfo,
  index: number,
  label: Label | undefined,
): ColumnSummary {
  const column = table.columns[index]!;
  const { rows } = table;
  const isNumber = column.type === 'integer' || column.type === 'real' || column.type === 'date';
  const values = isNumber ? new Float64Array(rows).fill(NaN) : undefined;
  const groups = isNumber ? undefined : new Int32Array(rows).fill(-1);
  const known = new Map<CellValue, number>();
  const counts: number[] = [];
  let present = 0;
  eachValue(db, table.id, index, rows, (value, row) => {
    if (value === null) return;
    present += 1;
    if (values !== undefined) {
      // Types of computed columns are inferred; a stray text in one counts as missing here.
      values[row] = typeof value === 'number' ? value : (storedTime(value) ?? NaN);
    } else {
      let group = known.get(value);
      if (group === undefined) {
        if (known.size === mostGroups) return;
        group = known.size;
        known.set(value, group);
        counts.push(0);
      }
      counts[group]! += 1;
      groups![row] = group;
    }
  });
  const overflow = known.size === mostGroups;
  const sorted = values?.filter((value) => value === value).sort();
  const distinct =
    sorted !== undefined
      ? countSteps(sorted)
      : overflow
        ? distinctValues(db, table.id, index)
        : known.size;
  const withLabel =
    label === undefined || label.column === index || overflow
      ? null
      : association(
          values !== undefined
            ? { kind: 'number', values }
            : { kind: 'groups', groups: groups!, count: known.size },
          label,
        );
  const missing = rows - present;
  return {
    column,
    missing,
    distinct,
    ...(sorted === undefined ? noNumbers : describe(sorted, column.type === 'date', distinct)),
    top: isNumber
      ? []
      : overflow
        ? commonestValues(db, table.id, index, topValues)
        : top(known, counts),
    flags: flagsOf(column.type, { rows, present, distinct, withLabel }),
    labelAssociation: withLabel?.strength ?? null,
  };
}

function flagsOf(
  type: ColumnSummary['column']['type'],
  seen: { rows: number; present: number; distinct: number; withLabel: Association | null },
): ColumnSummary['flags'] {
  const { rows, present, distinct, withLabel } = seen;
  const flags: ColumnSummary['flags'] = [];
  if (present === 0) flags.push('all_missing');
  else if (present < rows / 2) flags.push('mostly_missing');
  if (distinct === 1) flags.push('constant');
  const text = type === 'text' || type === 'category';
  const unique = text ? distinct >= 0.95 * present : type === 'integer' && distinct === present;
  if (unique && present >= 20) flags.push('identifier');
  if (withLabel?.leaks) flags.push('leakage');
  return flags;
}

function describe(sorted: Float64Array, isDate: boolean, distinct: number): Numbers {
  const n = sorted.length;
  if (n === 0) return noNumbers;
  const moments = createMoments();
  for (const value of sorted) addMoment(moments, value);
  return {
    histogram: histogram(sorted, distinct),
    quantiles: shares.map((share) => quantile(sorted, share)!),
    mean: isDate ? null : meanOf(moments),
    deviation: isDate || n < 2 ? null : deviationOf(moments, 1),
  };
}

function histogram(sorted: Float64Array, distinct: number): { edges: number[]; counts: number[] } {
  const edges = binEdges(sorted, distinct, mostBins);
  const counts = Array<number>(edges.length - 1).fill(0);
  for (const value of sorted) counts[binOf(edges, value)]! += 1;
  return { edges, counts };
}

function countSteps(sorted: Float64Array): number {
  let count = sorted.length > 0 ? 1 : 0;
  for (let i = 1; i < sorted.length; i += 1) if (sorted[i] !== sorted[i - 1]) count += 1;
  return count;
}

function top(known: ReadonlyMap<CellValue, number>, counts: number[]): ColumnSummary['top'] {
  return [...known]
    .map(([value, group]) => ({ value, count: counts[group]! }))
    .sort((a, b) => b.count - a.count)
    .slice(0, topValues);
}
