import { describe, expect, it } from 'vitest';
import { decimate } from '../../../../src-renderer/charts/lines/decimate.ts';
import { nearest, seriesTable } from '../../../../src-renderer/charts/lines/line-series.ts';
import { extent, scale } from '../../../../src-renderer/charts/lines/scale.ts';
import { smooth } from '../../../../src-renderer/charts/lines/smooth.ts';
import { linearTicks, logTicks } from '../../../../src-renderer/charts/lines/ticks.ts';

describe('ticks', () => {
  it('are round and within the range', () => {
    expect(linearTicks(0, 1, 5)).toEqual([0, 0.2, 0.4, 0.6, 0.8, 1]);
    expect(linearTicks(-3, 12, 4)).toEqual([0, 5, 10]);
  });

  it('are powers of ten on a log scale, with 2 and 5 where there are few', () => {
    expect(logTicks(0.001, 10)).toEqual([0.001, 0.01, 0.1, 1, 10]);
    expect(logTicks(0.3, 3)).toEqual([0.5, 1, 2]);
  });
});

describe('smoothing', () => {
  it('keeps a constant as it is from the first value on', () => {
    for (const value of smooth([3, 3, 3, 3], 0.9)) expect(value).toBeCloseTo(3, 12);
  });

  it('is the weighted mean of what came before', () => {
    const [first, second] = smooth([1, 4], 0.5);
    expect(first).toBeCloseTo(1, 12);
    expect(second).toBeCloseTo((0.25 * 1 + 0.5 * 4) / 0.75, 12);
  });

  it('does nothing at weight zero and passes over what is not a number', () => {
    expect(smooth([1, 2], 0)).toEqual([1, 2]);
    expect(smooth([1, Number.NaN, 1], 0.9)[2]).toBeCloseTo(1, 12);
  });
});

describe('thinning a line', () => {
  const x = Array.from({ length: 50_000 }, (_, index) => index);
  const y = x.map((value) => Math.sin(value / 500) + (value === 31_234 ? 40 : 0));

  it('keeps the ends, the extremes and the order, with few points', () => {
    const thin = decimate({ x, y }, 300);
    expect(thin.x.length).toBeLessThanOrEqual(1200);
    expect(thin.x[0]).toBe(0);
    expect(thin.x.at(-1)).toBe(49_999);
    expect(Math.max(...thin.y)).toBe(Math.max(...y));
    expect(Math.min(...thin.y)).toBe(Math.min(...y));
    expect(thin.x.every((value, index) => index === 0 || value > (thin.x[index - 1] ?? 0))).toBe(
      true,
    );
  });

  it('leaves short lines alone but for what is not finite', () => {
    expect(decimate({ x: [1, 2, 3], y: [5, Infinity, 7] }, 100)).toEqual({ x: [1, 3], y: [5, 7] });
  });
});

describe('scales', () => {
  it('map the ends of the range to the ends of the pixels', () => {
    const { at } = scale({ low: 2, high: 4 }, { from: 100, to: 0 }, { ticks: 4 });
    expect([at(2), at(3), at(4)]).toEqual([100, 50, 0]);
  });

  it('give equal steps to equal factors on a log scale', () => {
    const { at } = scale({ low: 1, high: 100 }, { from: 0, to: 100 }, { ticks: 4, log: true });
    expect(at(10) - at(1)).toBeCloseTo(at(100) - at(10), 9);
  });

  it('have room where there is one value or none', () => {
    const one = scale({ low: 5, high: 5 }, { from: 0, to: 10 }, { ticks: 3 });
    expect(Number.isFinite(one.at(5))).toBe(true);
    expect(one.high).toBeGreaterThan(one.low);
    const none = scale(extent([]), { from: 0, to: 10 }, { ticks: 3 });
    expect(none.high).toBeGreaterThan(none.low);
  });
});

describe('series', () => {
  it('find the point nearest to the pointer', () => {
    expect(nearest([1, 2, 4, 8], 3.2)).toBe(2);
    expect(nearest([1, 2, 4, 8], 2.9)).toBe(1);
    expect(nearest([1, 2, 4, 8], 99)).toBe(3);
    expect(nearest([], 1)).toBe(-1);
  });

  it('join over x in the table behind the chart', () => {
    const table = seriesTable('epoch', [
      { name: 'a', x: [1, 2], y: [10, 20], colour: 0 },
      { name: 'b', x: [2], y: [5], colour: 1 },
    ]);
    expect(table).toEqual({
      columns: ['epoch', 'a', 'b'],
      rows: [
        [1, 10, null],
        [2, 20, 5],
      ],
    });
  });
});
