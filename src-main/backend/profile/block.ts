import type { DimensionLabel, ProfileSource } from '#shared/model/cells/profile.ts';

/** Dimensions of one source for all users: [users, labels] row by row, NaN where a value is missing. */
export type Block = {
  source: ProfileSource;
  labels: DimensionLabel[];
  values: Float64Array;
  /** What each dimension counts within its source; all alike where absent. */
  weights?: readonly number[];
};

/** A dimension, and what it is for whatever stands for a user. */
export type Measure<T> = { label: DimensionLabel; value: (of: T) => number };

/** A block from measures; `of` gives what stands for each user. */
export function blockOf<T>(
  source: ProfileSource,
  users: number,
  of: (user: number) => T,
  measures: readonly Measure<T>[],
): Block {
  // float32 would lose the differences of values far from 0, and all beyond 3.4e38.
  const values = new Float64Array(users * measures.length);
  for (let user = 0; user < users; user++) {
    const subject = of(user);
    measures.forEach(({ value }, c) => (values[user * measures.length + c] = value(subject)));
  }
  return { source, labels: measures.map(({ label }) => label), values };
}
