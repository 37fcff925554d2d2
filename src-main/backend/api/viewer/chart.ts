import type { ChartOutput } from '#shared/model/cells/chart.ts';
import { smallest as least } from '#shared/statistics/extremes.ts';
import type { RowGrouping } from '#shared/model/row-grouping.ts';

type Axis = 'x' | 'y' | 'colour' | 'facet';
type Tally = Record<Axis, number[]>;

/**
 * A chart without groups of fewer than `smallest` rows: their values are left out, what names a group that is so small in all
 * is not told, axes end where told groups end, and rows are counted without theirs. Null for one that shows single rows: points,
 * the least and the greatest, also as the ends of colours and small charts by ranges.
 */
export function chartForViewer(chart: ChartOutput, smallest: number): ChartOutput | null {
  if (chart.aggregate === 'min' || chart.aggregate === 'max') return null;
  if (hasRanges(chart.colour) || hasRanges(chart.facet)) return null;
  const tally: Tally = { x: [], y: [], colour: [], facet: [] };
  const drawing = drawn(chart.drawing, smallest, tally);
  const told = drawing === null ? 0 : rowsOf(drawing);
  if (drawing === null || told === 0) return null;
  const named = <G extends RowGrouping | null>(axis: Axis, grouping: G): G =>
    grouping && {
      ...grouping,
      groups: grouping.groups.map(hidden(tally[axis], smallest)).map(rounded(grouping.groups)),
    };
  const whole = {
    ...{ ...chart, drawing, rows: told, used: told },
    ...{ x: named('x', chart.x), y: named('y', chart.y) },
    ...{ colour: named('colour', chart.colour), facet: named('facet', chart.facet) },
  };
  return withoutEnds(whole, tally, smallest);
}

const hasRanges = (grouping: RowGrouping | null): boolean =>
  grouping?.groups.some(({ type }) => type === 'range') ?? false;

const sum = (counts: readonly number[]): number => counts.reduce((all, count) => all + count, 0);

function rowsOf(drawing: ChartOutput['drawing']): number {
  if (drawing.type === 'cells')
    return sum(drawing.panels.flatMap(({ rows }) => rows.map((line) => sum(line))));
  if (drawing.type === 'boxes')
    return sum(drawing.series.flatMap(({ boxes }) => boxes.map((box) => box?.rows ?? 0)));
  return sum(drawing.series.flatMap(({ rows }) => rows));
}

function drawn(
  drawing: ChartOutput['drawing'],
  smallest: number,
  tally: Tally,
): ChartOutput['drawing'] | null {
  const count = (axis: Axis, at: number, rows: number) =>
    (tally[axis][at] = (tally[axis].at(at) ?? 0) + rows);
  const told = (rows: number) => rows >= smallest;
  if (drawing.type === 'points') return null;
  if (drawing.type === 'values')
    return {
      ...drawing,
      series: drawing.series.map((series) => {
        for (const [at, rows] of series.rows.entries()) {
          count('x', at, rows);
          count('colour', series.colour, rows);
          count('facet', series.panel, rows);
        }
        return {
          ...series,
          values: series.values.map((value, at) => (told(series.rows.at(at) ?? 0) ? value : null)),
          rows: series.rows.map((rows) => (told(rows) ? rows : 0)),
        };
      }),
    };
  if (drawing.type === 'boxes')
    return {
      ...drawing,
      series: drawing.series.map((series) => {
        for (const [at, box] of series.boxes.entries()) {
          count('x', at, box?.rows ?? 0);
          count('colour', series.colour, box?.rows ?? 0);
          count('facet', series.panel, box?.rows ?? 0);
        }
        return {
          ...series,
          // Whiskers and outliers are values of single rows.
          boxes: series.boxes.map(
            (box) =>
              box &&
              (told(box.rows)
                ? { ...box, low: box.first, high: box.third, beyond: 0, outliers: [] }
                : null),
          ),
        };
      }),
    };
  return {
    ...drawing,
    panels: drawing.panels.map((panel) => {
      for (const [y, line] of panel.rows.entries())
        for (const [x, rows] of line.entries()) {
          count('y', y, rows);
          count('x', x, rows);
          count('facet', panel.panel, rows);
        }
      return {
        ...panel,
        values: panel.values.map((line, y) =>
          line.map((value, x) => (told(panel.rows[y]?.[x] ?? 0) ? value : null)),
        ),
        rows: panel.rows.map((line) => line.map((rows) => (told(rows) ? rows : 0))),
      };
    }),
  };
}

/** A value of few rows may be a name. */
const hidden =
  (rows: readonly number[], smallest: number) =>
  (group: RowGrouping['groups'][number], at: number): RowGrouping['groups'][number] =>
    group.type === 'value' && (rows.at(at) ?? 0) < smallest ? { type: 'other', values: 1 } : group;

/** Bins end at the least and the greatest value: their edges are told in whole powers of ten below their width. */
function rounded(
  groups: RowGrouping['groups'],
): (group: RowGrouping['groups'][number]) => RowGrouping['groups'][number] {
  const widths = groups.flatMap((group) => (group.type === 'range' ? [group.to - group.from] : []));
  const unit = 10 ** Math.floor(Math.log10(least(widths)));
  if (!Number.isFinite(unit) || unit === 0) return (group) => group;
  const near = (value: number): number => Number((Math.round(value / unit) * unit).toPrecision(12));
  return (group) =>
    group.type === 'range' ? { ...group, from: near(group.from), to: near(group.to) } : group;
}

/** Where an axis of numbers or times begins and ends is told by groups that are told. */
function withoutEnds(chart: ChartOutput, tally: Tally, smallest: number): ChartOutput {
  const stretch = (axis: 'x' | 'y'): [number, number] => {
    const groups = chart[axis]?.groups ?? [];
    const told = groups.map(
      ({ type }, at) =>
        (type !== 'range' && type !== 'time') || (tally[axis].at(at) ?? 0) >= smallest,
    );
    return [Math.max(0, told.indexOf(true)), told.lastIndexOf(true) + 1];
  };
  const [x, y] = [stretch('x'), stretch('y')];
  const cut = <G extends RowGrouping | null>(grouping: G, [from, to]: [number, number]): G =>
    grouping && { ...grouping, groups: grouping.groups.slice(from, to) };
  return {
    ...{ ...chart, drawing: cutDrawing(chart.drawing, x, y) },
    ...{ x: cut(chart.x, x), y: chart.drawing.type === 'cells' ? cut(chart.y, y) : chart.y },
  };
}

function cutDrawing(
  drawing: ChartOutput['drawing'],
  x: [number, number],
  y: [number, number],
): ChartOutput['drawing'] {
  if (drawing.type === 'values')
    return {
      ...drawing,
      series: drawing.series.map((series) => ({
        ...{ ...series, values: series.values.slice(...x), rows: series.rows.slice(...x) },
      })),
    };
  if (drawing.type === 'boxes')
    return {
      ...drawing,
      series: drawing.series.map((series) => ({ ...series, boxes: series.boxes.slice(...x) })),
    };
  if (drawing.type !== 'cells') return drawing;
  return {
    ...drawing,
    panels: drawing.panels.map((panel) => ({
      ...panel,
      values: panel.values.slice(...y).map((line) => line.slice(...x)),
      rows: panel.rows.slice(...y).map((line) => line.slice(...x)),
    })),
  };
}
