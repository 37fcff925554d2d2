import { linearTicks, logTicks } from './ticks.ts';

export type Scale = { low: number; high: number; ticks: number[]; at: (value: number) => number };

/**
 * From values to pixels: `from` is where the low end lies, `to` the high end. Logarithmic scales start at the least
 * positive value; an empty or single-valued extent is widened so that there is something to draw on. Ticks of a
 * `whole` scale stand at whole numbers alone.
 */
export function scale(
  extent: { low: number; high: number },
  pixels: { from: number; to: number },
  options: { log?: boolean; ticks: number; pad?: number; whole?: boolean },
): Scale {
  const { log = false, pad = 0, whole = false } = options;
  const [low, high] = widen(extent.low, extent.high, log, pad);
  const position = (value: number) =>
    log
      ? Math.log(Math.max(value, low) / low) / Math.log(high / low)
      : (value - low) / (high - low);
  return {
    low,
    high,
    ticks: log ? logTicks(low, high) : linearTicks(low, high, options.ticks, whole ? 1 : 0),
    at: (value) => pixels.from + position(value) * (pixels.to - pixels.from),
  };
}

function widen(low: number, high: number, log: boolean, pad: number): [number, number] {
  if (!Number.isFinite(low) || !Number.isFinite(high)) return log ? [0.1, 1] : [0, 1];
  if (log) {
    const least = low > 0 ? low : Math.min(1e-6, high > 0 ? high : 1);
    return high > least ? [least / 1.1, high * 1.1] : [least / 2, least * 2];
  }
  if (high === low)
    return low === 0 ? [0, 1] : [low - Math.abs(low) * 0.1, low + Math.abs(low) * 0.1];
  return [low - (high - low) * pad, high + (high - low) * pad];
}

/** Least and greatest finite value over several lists; only positive ones for a logarithmic scale. */
export function extent(lists: readonly (readonly number[])[], log = false) {
  let low = Infinity;
  let high = -Infinity;
  for (const list of lists) {
    for (const value of list) {
      if (!Number.isFinite(value) || (log && value <= 0)) continue;
      if (value < low) low = value;
      if (value > high) high = value;
    }
  }
  return { low, high };
}
