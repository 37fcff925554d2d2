import { signedLog } from '#shared/prep/index.ts';

/** Mean and sum of squared deviations, gathered one by one (Welford), with the range. */
export type Moments = { count: number; mean: number; squares: number; min: number; max: number };

export function createMoments(): Moments {
  return { count: 0, mean: 0, squares: 0, min: Infinity, max: -Infinity };
}

export function addMoment(moments: Moments, value: number): void {
  moments.count++;
  const delta = value - moments.mean;
  moments.mean += delta / moments.count;
  moments.squares += delta * (value - moments.mean);
  if (value < moments.min) moments.min = value;
  if (value > moments.max) moments.max = value;
}

const distinctLimit = 100_000;

/** What is known of a number column's training values. */
export type NumberStats = {
  plain: Moments;
  logged: Moments;
  missing: number;
  /** No value came twice (as far as `distinctLimit` values were looked at). */
  allDistinct: boolean;
  /** Every value was above, or every value below, the one before. */
  monotone: boolean;
};

/** Gathers number statistics; memory is bounded. */
export function createNumberStats(): { stats: NumberStats; add(value: number | null): void } {
  const stats: NumberStats = {
    plain: createMoments(),
    logged: createMoments(),
    missing: 0,
    allDistinct: true,
    monotone: true,
  };
  const seen = new Set<number>();
  let before = NaN;
  let rising = true;
  let falling = true;
  return {
    stats,
    add(value) {
      if (value === null) {
        stats.missing++;
        return;
      }
      addMoment(stats.plain, value);
      addMoment(stats.logged, signedLog(value));
      if (value <= before) rising = false;
      if (value >= before) falling = false;
      stats.monotone = rising || falling;
      before = value;
      if (!stats.allDistinct || seen.size >= distinctLimit) return;
      if (seen.has(value)) {
        stats.allDistinct = false;
        seen.clear();
      } else seen.add(value);
    },
  };
}
