/**
 * Exponential moving average with the bias of the start taken out, so the first values are not pulled to zero.
 * `weight` 0 (as it is) to just below 1; values that are not finite are passed on and left out of the average.
 */
export function smooth(values: readonly number[], weight: number): number[] {
  if (weight <= 0) return [...values];
  let average = 0;
  let known = 0;
  return values.map((value) => {
    if (!Number.isFinite(value)) return value;
    average = average * weight + (1 - weight) * value;
    known = known * weight + (1 - weight);
    return average / known;
  });
}
