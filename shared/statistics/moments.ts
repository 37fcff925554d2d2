/** Mean and sum of squared deviations, gathered one by one, with the range. */
export type Moments = {
  count: number;
  /** Of the values less `origin`, in units of `unit`. */
  mean: number;
  squares: number;
  min: number;
  max: number;
  /** The first value: what all share then cancels exactly. */
  origin: number;
  unit: number;
};

/** Units in which the squares of values up to `most` neither overflow nor vanish. */
const units = [
  { unit: 2 ** -600, most: 2 ** -500 },
  { unit: 1, most: 2 ** 500 },
  { unit: 2 ** 600, most: Infinity },
] as const;

/** The unit, a power of 2, in which squares of numbers of a size neither overflow nor vanish. */
export function squareUnit(size: number): number {
  return (units.find(({ most }) => size <= most) ?? units[2]).unit;
}

export function createMoments(): Moments {
  const unit = units[0].unit;
  return { count: 0, mean: 0, squares: 0, min: Infinity, max: -Infinity, origin: 0, unit };
}

/** Adds a value (Welford 1962): exact to rounding whatever the offset and the size of the values. */
export function addMoment(moments: Moments, value: number): void {
  if (moments.count === 0) moments.origin = value;
  if (moments.unit !== units[2].unit) widen(moments, Math.abs(value));
  moments.count++;
  const own = value / moments.unit - moments.origin / moments.unit;
  const delta = own - moments.mean;
  moments.mean += delta / moments.count;
  moments.squares += delta * (own - moments.mean);
  if (value < moments.min) moments.min = value;
  if (value > moments.max) moments.max = value;
}

function widen(moments: Moments, size: number): void {
  const unit = squareUnit(size);
  if (unit <= moments.unit) return;
  const ratio = moments.unit / unit;
  moments.mean *= ratio;
  moments.squares *= ratio * ratio;
  moments.unit = unit;
}

export function meanOf({ mean, unit, origin }: Moments): number {
  return mean * unit + origin;
}

/** Deviation over `count` values, or over one fewer where they are a sample; 0 of none. */
export function deviationOf({ squares, count, unit }: Moments, fewer: 0 | 1 = 0): number {
  return count <= fewer ? 0 : Math.sqrt(squares / (count - fewer)) * unit;
}

/** More values than this do not make a spread more doubtful. */
const doubtfulValues = 100;

/**
 * Whether a spread may be rounding alone: some units in the last place of the values' size. scikit-learn's bound
 * (`_is_constant_feature`: n mean eps) for up to a hundred values; a mean gathered as above needs no more for others.
 */
export function isRounding(spread: number, size: number, count: number): boolean {
  return spread <= Math.min(count, doubtfulValues) * Number.EPSILON * Math.abs(size);
}
