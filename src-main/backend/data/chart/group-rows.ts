import { distinctValues, lastAtMost } from '#shared/statistics/distinct.ts';
import { binEdges, binOf } from '#shared/statistics/histogram.ts';
import { quantile } from '#shared/statistics/quantile.ts';
import type { RowGroup, RowGrouping, TimeStretch } from '#shared/model/row-grouping.ts';
import type { ChartColumn } from './chart-column.ts';
import { fittingUnit, places, stretches } from './time-stretches.ts';

/** Rows put together: the group of each, -1 for a row that belongs to none. */
export type Grouped = RowGrouping & { codes: Int32Array };

/** `bins`: of equal width for an axis, of equally many rows for colours and facets; `missing` keeps those rows as a group. */
export type GroupRule = {
  most: number;
  /** Stretches of time, and bins, at most. */
  mostBins: number;
  mostStretches: number;
  unit: TimeStretch | null;
  bins: 'width' | 'rows' | 'always';
  missing: boolean;
};

/** Groups the rows of a column as an axis, colours or facets show them. */
export function groupRows(column: ChartColumn, rule: GroupRule): Grouped {
  return column.kind === 'values' ? byValue(column, rule) : byNumber(column, rule);
}

function byValue(
  { column, codes, values }: Extract<ChartColumn, { kind: 'values' }>,
  { most, missing }: GroupRule,
): Grouped {
  const counts = new Float64Array(values.length);
  for (const code of codes) if (code >= 0) counts[code]! += 1;
  const byCount = [...values.keys()].sort((a, b) => counts[b]! - counts[a]! || a - b);
  // One value alone is never called the others.
  const kept = byCount.length > most ? byCount.slice(0, most - 1) : byCount;
  if (column.type === 'boolean') kept.sort((a, b) => Number(values[a]) - Number(values[b]));
  const place = new Int32Array(values.length).fill(kept.length);
  for (const [at, code] of kept.entries()) place[code] = at;
  const groups: RowGroup[] = kept.map((code) => ({ type: 'value', value: values[code]! }));
  if (kept.length < values.length)
    groups.push({ type: 'other', values: values.length - kept.length });
  return {
    column,
    unit: null,
    ...withMissing(
      groups,
      codes.map((c) => (c < 0 ? -1 : place[c]!)),
      missing,
    ),
  };
}

function byNumber(
  { column, numbers }: Extract<ChartColumn, { kind: 'numbers' }>,
  rule: GroupRule,
): Grouped {
  const sorted = numbers.filter((value) => value === value).sort();
  const distinct = distinctValues(sorted);
  const isTime = column.type === 'date';
  const made =
    sorted.length === 0
      ? { unit: null, groups: [], code: () => -1 }
      : (isTime && rule.bins !== 'rows' && byTime(sorted, distinct, rule)) ||
        (rule.bins !== 'always' && distinct.length <= rule.most && bySingle(distinct)) ||
        (rule.bins === 'rows'
          ? byFourths(sorted)
          : byWidth(sorted, distinct.length, rule.mostBins));
  const codes = new Int32Array(numbers.length);
  for (const [row, value] of numbers.entries())
    codes[row] = value === value ? made.code(value) : -1;
  return { column, unit: made.unit, ...withMissing(made.groups, codes, rule.missing) };
}

type Made = { unit: TimeStretch | null; groups: RowGroup[]; code: (value: number) => number };

function byTime(sorted: Float64Array, distinct: Float64Array, rule: GroupRule): Made | undefined {
  const { unit: wanted } = rule;
  if (wanted === 'weekday' || wanted === 'day_hour') {
    const { from, to, of } = places[wanted];
    const groups = Array.from({ length: to - from + 1 }, (_, at): RowGroup => ({
      ...{ type: 'place', place: from + at },
    }));
    return { unit: wanted, groups, code: (time) => of(time) - from };
  }
  const [first, last] = [sorted[0]!, sorted.at(-1)!];
  const wholeDays = distinct.every((time) => time % 86_400_000 === 0);
  const most = wanted === null ? Math.min(rule.mostStretches, 120) : rule.mostStretches;
  const unit = fittingUnit(first, last, most, { wanted, wholeDays });
  if (unit === undefined) return undefined;
  const { index, start } = stretches[unit];
  const begin = index(first);
  const groups = Array.from({ length: index(last) - begin + 1 }, (_, at): RowGroup => ({
    ...{ type: 'time', from: start(begin + at) },
  }));
  return { unit, groups, code: (time) => index(time) - begin };
}

function bySingle(distinct: Float64Array): Made {
  const groups = Array.from(distinct, (value): RowGroup => ({ type: 'value', value }));
  return { unit: null, groups, code: (value) => lastAtMost(distinct, value) };
}

function byFourths(sorted: Float64Array): Made {
  const cuts = [0, 0.25, 0.5, 0.75, 1].map((share) => quantile(sorted, share)!);
  const edges = distinctValues(cuts);
  return {
    unit: null,
    groups: ranges(edges),
    code: (value) => Math.min(edges.length - 2, lastAtMost(edges, value)),
  };
}

function byWidth(sorted: Float64Array, distinct: number, most: number): Made {
  const edges = binEdges(sorted, distinct, most);
  return { unit: null, groups: ranges(edges), code: (value) => binOf(edges, value) };
}

function ranges(edges: ArrayLike<number>): RowGroup[] {
  return Array.from({ length: edges.length - 1 }, (_, at): RowGroup => ({
    ...{ type: 'range', from: edges[at]!, to: edges[at + 1]! },
  }));
}

function withMissing(
  groups: RowGroup[],
  codes: Int32Array,
  missing: boolean,
): { groups: RowGroup[]; codes: Int32Array } {
  if (!missing || !codes.includes(-1)) return { groups, codes };
  const last = groups.length;
  return {
    groups: [...groups, { type: 'missing' }],
    codes: codes.map((code) => (code < 0 ? last : code)),
  };
}
