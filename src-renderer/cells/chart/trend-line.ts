import { lineFit, type LineFit } from '#shared/statistics/line-fit.ts';
import { largest, smallest } from '#shared/statistics/extremes.ts';

/**
 * The line of least squares through points, from the first to the last along x, in the units of the axes; on an axis by
 * powers of ten it is one through the logarithms, of which only numbers above 0 have one. Null where there is none.
 */
export function trendLine(
  x: readonly number[],
  y: readonly number[],
  log: { x: boolean; y: boolean },
): (LineFit & { x: number[]; y: number[] }) | null {
  const drawn = [...x.keys()].filter((at) => (!log.x || x[at]! > 0) && (!log.y || y[at]! > 0));
  const across = drawn.map((at) => (log.x ? Math.log10(x[at]!) : x[at]!));
  const up = drawn.map((at) => (log.y ? Math.log10(y[at]!) : y[at]!));
  const fit = lineFit(across, up);
  if (fit === null) return null;
  const ends = [smallest(across), largest(across)];
  const back = (value: number, isLog: boolean): number => (isLog ? 10 ** value : value);
  return {
    ...fit,
    x: ends.map((end) => back(end, log.x)),
    y: ends.map((end) => back(fit.intercept + fit.slope * end, log.y)),
  };
}
