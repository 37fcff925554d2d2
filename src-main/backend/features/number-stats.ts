import { addMoment, createMoments, type Moments } from '#shared/statistics/moments.ts';
import { signedLog } from '#shared/encoding/index.ts';

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
  /** Every value was an integer, however the column is typed: a missing value makes reals of ids elsewhere (12.0). */
  whole: boolean;
};

/** Gathers number statistics; memory is bounded. */
export function createNumberStats(): { stats: NumberStats; add(value: number | null): void } {
  const stats: NumberStats = {
    plain: createMoments(),
    logged: createMoments(),
    missing: 0,
    allDistinct: true,
    monotone: true,
    whole: true,
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
      stats.whole &&= Number.isInteger(value);
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
