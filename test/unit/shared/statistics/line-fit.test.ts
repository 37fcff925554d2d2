import { describe, expect, it } from 'vitest';
import { lineFit } from '#shared/statistics/line-fit.ts';

// F. J. Anscombe, Graphs in Statistical Analysis, The American Statistician 27 (1973): all four have y = 3.00 + 0.500 x, r2 = .67.
const x = [10, 8, 13, 9, 11, 14, 6, 4, 12, 7, 5];
const quartet: [number[], number[]][] = [
  [x, [8.04, 6.95, 7.58, 8.81, 8.33, 9.96, 7.24, 4.26, 10.84, 4.82, 5.68]],
  [x, [9.14, 8.14, 8.74, 8.77, 9.26, 8.1, 6.13, 3.1, 9.13, 7.26, 4.74]],
  [x, [7.46, 6.77, 12.74, 7.11, 7.81, 8.84, 6.08, 5.39, 8.15, 6.42, 5.73]],
  [
    [8, 8, 8, 8, 8, 8, 8, 19, 8, 8, 8],
    [6.58, 5.76, 7.71, 8.84, 8.47, 7.04, 5.25, 12.5, 5.56, 7.91, 6.89],
  ],
];

describe('the line of least squares', () => {
  it.each(quartet)('is the published one of Anscombe’s quartet (%#)', (across, up) => {
    const fit = lineFit(across, up)!;
    expect(fit.slope).toBeCloseTo(0.5, 2);
    expect(fit.intercept).toBeCloseTo(3, 1);
    expect(fit.r2).toBeCloseTo(0.67, 2);
  });

  it('keeps its digits far from zero', () => {
    const far = x.map((value) => value + 1e9);
    const fit = lineFit(
      far,
      x.map((value) => 2 * value + 1),
    )!;
    expect(fit.slope).toBeCloseTo(2, 9);
    expect(fit.r2).toBeCloseTo(1, 9);
  });

  it('is none where nothing varies or there are too few', () => {
    expect(lineFit([1, 2], [1, 2])).toBeNull();
    expect(lineFit([1, 1, 1], [1, 2, 3])).toBeNull();
    expect(lineFit([1, 2, 3], [4, 4, 4])).toBeNull();
  });
});
