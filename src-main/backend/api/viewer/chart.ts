import type { ChartOutput } from '#shared/model/cells/chart.ts';
import type { RowGrouping } from '#shared/model/row-grouping.ts';

type Axis = 'x' | 'y' | 'colour' | 'facet';
type Tally = Record<Axis, number[]>;

/**
 * A chart without groups of fewer than `smallest` rows: their values are left out, and what names a group that is so small in all
 * is not told. Null for one that shows single rows: points, the least and the greatest.
 */
export function chartForViewer(chart: ChartOutput, smallest: number): ChartOutput | null {
  if (chart.aggregate === 'min' || chart.aggregate === 'max') return null;
  const tally: Tally = { x: [], y: [], colour: [], facet: [] };
  const drawing = drawn(chart.drawing, smallest, tally);
  if (drawing === null || chart.used < smallest) return null;
  const named = <G extends RowGrouping | null>(axis: Axis, grouping: G): G =>
    grouping && { ...grouping, groups: grouping.groups.map(hidden(tally[axis], smallest)) };
  return {
    ...{ ...chart, drawing, x: named('x', chart.x), y: named('y', chart.y) },
    ...{ colour: named('colour', chart.colour), facet: named('facet', chart.facet) },
  };
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
