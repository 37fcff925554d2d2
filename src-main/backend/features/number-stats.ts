import { addMoment, createMoments, type Moments } from '#shared/statistics/moments.ts';
import { signedLog } from '#shared/encoding/index.ts';

const distinctLimit = 100_000;
const fewValues = 200;

/** What is known of a number column's training values. */
export type NumberStats = {
  plain: Moments;
  logged: Moments;
  missing: number;
  /** No value came twice (as far as `distinctLimit` values were looked at). */
  allDistinct: boolean;
  /** Every value was above, or every value below, the one before. */
  monotone: boolean;
  /** Values and how often each came; null once there are more than 200 different ones. */
  few: Map<number, number> | null;
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
    few: new Map(),
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
      stats.few?.set(value, (stats.few.get(value) ?? 0) + 1);
      if (stats.few !== null && stats.few.size > fewValues) stats.few = null;
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
