/** Values and how often they came. */
export type Counts = {
  counts: Map<string, number>;
  /** Rare values were dropped to bound memory: counts are lower bounds, missing values came seldom. */
  pruned: boolean;
};

const distinctLimit = 100_000;

/** Counts values; over 100,000 different ones the rarest are forgotten (lossy counting). */
export function createCounts(): Counts & { add(text: string): void } {
  const counts = new Map<string, number>();
  let floor = 1;
  const state = {
    counts,
    pruned: false,
    add(text: string): void {
      counts.set(text, (counts.get(text) ?? 0) + 1);
      while (counts.size > distinctLimit) {
        state.pruned = true;
        for (const [value, count] of counts) if (count <= floor) counts.delete(value);
        floor *= 2;
      }
      if (counts.size < distinctLimit / 2) floor = 1;
    },
  };
  return state;
}

/** What is known of a text column's training values. */
export type TextStats = Counts & {
  present: number;
  missing: number;
  allDistinct: boolean;
};

export function createTextStats(): { stats: TextStats; add(text: string | null): void } {
  const values = createCounts();
  const stats: TextStats = {
    counts: values.counts,
    pruned: false,
    present: 0,
    missing: 0,
    allDistinct: true,
  };
  return {
    stats,
    add(text) {
      if (text === null) {
        stats.missing++;
        return;
      }
      stats.present++;
      if (stats.allDistinct && values.counts.has(text)) stats.allDistinct = false;
      values.add(text);
      stats.pruned = values.pruned;
    },
  };
}
