import { describe, expect, it } from 'vitest';
import { barsFigure } from '../../../../src-renderer/charts/figures/bars.ts';
import { pointAt, rocFigure } from '../../../../src-renderer/charts/figures/binary-curves.ts';
import { calibrationFigure } from '../../../../src-renderer/charts/figures/calibration.ts';
import { histogramFigure } from '../../../../src-renderer/charts/figures/histogram.ts';
import { scatterFigure } from '../../../../src-renderer/charts/figures/scatter.ts';
import { ridges } from '../../../../src-renderer/charts/ridges.ts';

const roc = { x: [0, 0, 0.5, 1], y: [0, 0.5, 1, 1], threshold: [1.1, 0.9, 0.4, 0.1] };
const labels = { x: 'fpr', y: 'tpr', threshold: 'threshold', reference: 'guessing' };

const calibrationLabels = { predicted: 'p', observed: 'o', count: 'n', low: 'from', high: 'to' };

describe('figures', () => {
  it('mark the point of a curve that a threshold reaches', () => {
    expect(pointAt(roc, 0.5)).toEqual({ x: 0, y: 0.5 });
    expect(pointAt(roc, 0.4)).toEqual({ x: 0.5, y: 1 });
    expect(pointAt(roc, 2)).toBeNull();
  });

  it('carry their numbers as a table', () => {
    expect(rocFigure(roc, 0.5, labels).table.rows).toHaveLength(4);
    expect(rocFigure(roc, 0.5, labels).table.rows[2]).toEqual([0.4, 0.5, 1]);
  });

  it('leave empty calibration bins out', () => {
    const bins = [
      { predicted: 0.1, observed: 0.2, count: 5 },
      { predicted: 0.5, observed: 0, count: 0 },
    ];
    const figure = calibrationFigure(bins, calibrationLabels);
    expect(figure.table.rows).toEqual([[0.1, 0.2, 5]]);
  });

  it('show the interval of each calibration bin, as whiskers and in the table', () => {
    const bins = [{ predicted: 0.1, observed: 0.2, count: 5, low: 0.05, high: 0.6 }];
    const { data, table } = calibrationFigure(bins, calibrationLabels);
    expect(data[1]).toMatchObject({ error_y: { visible: true, array: [0.6 - 0.2] } });
    expect(table).toEqual({
      ...{ columns: ['p', 'o', 'n', 'from', 'to'], rows: [[0.1, 0.2, 5, 0.05, 0.6]] },
    });
  });

  it('draw histogram bars of the true widths', () => {
    const histogram = { edges: [0, 1, 10], counts: [4, 2] };
    const { data } = histogramFigure(histogram, { from: 'a', to: 'b', count: 'n' });
    expect(data[0]).toMatchObject({ x: [0.5, 5.5], width: [1, 9], y: [4, 2] });
  });

  it('show names from data as text, never as markup', () => {
    const { layout } = barsFigure([{ name: '<b>x</b>', value: 1 }], { name: 'n', value: 'v' });
    expect(layout.yaxis?.ticktext).toEqual(['&lt;b>x&lt;/b>']);
  });

  it('span the line of perfect prediction over both axes', () => {
    const points = { actual: [1, 5], predicted: [-2, 3] };
    const { data } = scatterFigure(points, { actual: 'a', predicted: 'p' });
    expect(data[0]).toMatchObject({ x: [-2, 5], y: [-2, 5] });
  });
});

describe('ridges', () => {
  it('thin many epochs to what can be told apart, first and last kept', () => {
    const steps = Array.from({ length: 500 }, (_, epoch) => ({
      epoch,
      histogram: { edges: [-1, 0, 1], counts: [1, 3] },
    }));
    const { paths } = ridges(steps, { width: 200, height: 100 });
    expect(paths.length).toBeLessThanOrEqual(24);
    expect(paths[0]?.epoch).toBe(0);
    expect(paths.at(-1)?.epoch).toBe(499);
  });

  it('draw nothing where nothing spreads', () => {
    const steps = [{ epoch: 1, histogram: { edges: [0, 0], counts: [3] } }];
    expect(ridges(steps, { width: 200, height: 100 }).paths).toEqual([]);
  });
});
