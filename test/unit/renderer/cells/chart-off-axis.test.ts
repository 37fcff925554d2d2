import { describe, expect, it } from 'vitest';
import type { ChartOutput } from '#shared/model/cells/chart.ts';
import type { RowGrouping } from '#shared/model/row-grouping.ts';
import { offAxis } from '../../../../src-renderer/cells/chart/off-axis.ts';

const of = (type: 'real' | 'date'): RowGrouping => ({
  ...{ column: { name: type, type }, unit: null, groups: [] },
});
const points = (x: RowGrouping): Pick<ChartOutput, 'mark' | 'drawing' | 'x' | 'y'> => ({
  ...{ mark: 'scatter', x, y: of('real') },
  drawing: {
    type: 'points',
    series: [{ panel: 0, colour: 0, x: [-1, 0, 1, 2], y: [1, 2, 0, 3], rows: [1, 2, 3, 4] }],
  },
});

describe('what has no place on an axis by powers of ten', () => {
  it('is every point at or below 0 on it', () => {
    expect(offAxis(points(of('real')), {})).toBe(0);
    expect(offAxis(points(of('real')), { log: ['x'] })).toBe(2);
    expect(offAxis(points(of('real')), { log: ['x', 'y'] })).toBe(3);
  });

  it('is no time before 1970: an axis of times goes by time', () => {
    expect(offAxis(points(of('date')), { log: ['x'] })).toBe(0);
  });

  it('is every value of a line at or below 0, gaps aside', () => {
    const series = [{ panel: 0, colour: 0, values: [5, 0, -2, null], rows: [1, 1, 1, 0] }];
    const line = { mark: 'line', x: of('date'), y: of('real') } as const;
    const drawing = { type: 'values' as const, series };
    expect(offAxis({ ...line, drawing }, { log: ['y'] })).toBe(2);
    expect(offAxis({ ...line, mark: 'bar', drawing }, { log: ['y'] })).toBe(0);
  });
});
