/** The largest number, or `least` where that is larger or there are none; NaN where one is. Lists may be of any length. */
export function largest(values: Iterable<number>, least = -Infinity): number {
  let most = least;
  for (const value of values) most = Math.max(most, value);
  return most;
}

/** The smallest number, or `most` where that is smaller or there are none; NaN where one is. Lists may be of any length. */
export function smallest(values: Iterable<number>, most = Infinity): number {
  let least = most;
  for (const value of values) least = Math.min(least, value);
  return least;
}
