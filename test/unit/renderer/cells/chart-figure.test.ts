import { describe, expect, it } from 'vitest';
import type { ChartOutput } from '#shared/model/cells/chart.ts';
import type { RowGrouping } from '#shared/model/row-grouping.ts';
import { chartFigure } from '../../../../src-renderer/cells/chart/figure.ts';
import { chartTitle } from '../../../../src-renderer/cells/chart/value-words.ts';

const amount: RowGrouping = { column: { name: 'amount', type: 'real' }, unit: null, groups: [] };
const base: Omit<ChartOutput, 'x' | 'drawing'> = {
  ...{ mark: 'bar', aggregate: 'sum', colour: null, facet: null, y: amount },
  ...{ rows: 9, used: 9, points: null, synthetic: false },
};
const place = (...names: string[]): RowGrouping => ({
  ...{ column: { name: 'place', type: 'category' as const }, unit: null },
  groups: names.map((value) => ({ type: 'value' as const, value })),
});
const values = (...series: number[][]): ChartOutput['drawing'] => ({
  type: 'values',
  series: series.map((own, colour) => ({ panel: 0, colour, values: own, rows: own })),
});

describe('the figure of a chart', () => {
  it('shows names from data as text, never as markup', () => {
    const x = place('<b>x</b>', 'y & z');
    const { layout, table } = chartFigure({
      ...base,
      x,
      drawing: values([1, 2]),
    });
    expect(layout.xaxis?.ticktext).toEqual(['&lt;b>x&lt;/b>', 'y &amp; z']);
    expect(table.rows.map(([name]) => name)).toEqual(['<b>x</b>', 'y & z']);
  });

  it('stacks what adds up and stands others side by side', () => {
    const x = place('a', 'b');
    const colour = { ...place('p', 'q'), column: { name: 'c', type: 'category' as const } };
    const of = (aggregate: ChartOutput['aggregate']) =>
      chartFigure({
        ...base,
        aggregate,
        x,
        colour,
        drawing: values([1, 2], [3, 4]),
      });
    expect(of('sum').layout.barmode).toBe('stack');
    expect(of('mean').layout.barmode).toBe('group');
    expect(of('mean').legend.map(({ name }) => name)).toEqual(['p', 'q']);
    expect(of('mean').table.rows).toEqual([
      ['p', 'a', 1, 1],
      ['p', 'b', 2, 2],
      ['q', 'a', 3, 3],
      ['q', 'b', 4, 4],
    ]);
  });

  it('stands bars of a histogram over their ranges, and stretches of time at their beginning', () => {
    const ranges = [0, 10].map((from) => ({ type: 'range' as const, from, to: from + 10 }));
    const histogram = chartFigure({
      ...{ ...base, y: null, mark: 'histogram', aggregate: 'count' },
      ...{ x: { ...amount, groups: ranges }, drawing: values([3, 1]) },
    });
    expect(histogram.data[0]).toMatchObject({ x: [5, 15], width: [10, 10], y: [3, 1] });
    const months = [0, 1, 2].map((month) => ({
      type: 'time' as const,
      from: Date.UTC(2025, month),
    }));
    const x = {
      column: { name: 'day', type: 'date' as const },
      unit: 'month' as const,
      groups: months,
    };
    const line = chartFigure({
      ...base,
      mark: 'line',
      x,
      drawing: values([1, 2, 3]),
    });
    expect(line.data[0]).toMatchObject({
      x: ['2025-01-01 00:00:00', '2025-02-01 00:00:00', '2025-03-01 00:00:00'],
    });
    expect(line.table.rows.map(([name]) => name)).toEqual(['2025-01', '2025-02', '2025-03']);
    expect(chartTitle({ ...base, mark: 'line', x, drawing: values([1, 2, 3]) })).toBe(
      'Sum of amount by day, months',
    );
  });

  it('names quarters by their months', () => {
    const groups = [0, 3, 6, 9].map((month) => ({
      type: 'time' as const,
      from: Date.UTC(2024, month),
    }));
    const x = { column: { name: 'day', type: 'date' as const }, unit: 'quarter' as const, groups };
    const { table } = chartFigure({
      ...base,
      mark: 'line',
      x,
      drawing: values([1, 2, 3, 4]),
    });
    expect(table.rows.map(([name]) => name)).toEqual(['2024 Q1', '2024 Q2', '2024 Q3', '2024 Q4']);
  });

  it('gives small charts one axis each, matched to the first', () => {
    const facet = { ...place('p', 'q'), column: { name: 'f', type: 'category' as const } };
    const drawing: ChartOutput['drawing'] = {
      type: 'values',
      series: [0, 1].map((panel) => ({ panel, colour: 0, values: [panel], rows: [1] })),
    };
    const { data, layout } = chartFigure({
      ...base,
      x: place('a'),
      facet,
      drawing,
    });
    expect(data.map((trace) => ('yaxis' in trace ? trace.yaxis : ''))).toEqual(['y', 'y2']);
    expect(layout).toMatchObject({ xaxis2: { matches: 'x' }, yaxis2: { matches: 'y' } });
  });
});
