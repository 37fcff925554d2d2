/** Two-sided 95% point of the standard normal distribution. */
export const normal95 = 1.959963984540054;

/**
 * 95% interval of a proportion seen `hits` times in `trials` (Wilson 1927), both ends in 0..1; the whole of 0..1 where
 * nothing was tried.
 */
export function proportionInterval(hits: number, trials: number): { low: number; high: number } {
  if (trials === 0) return { low: 0, high: 1 };
  const share = hits / trials;
  const z2 = normal95 * normal95;
  const centre = (share + z2 / (2 * trials)) / (1 + z2 / trials);
  const half =
    (normal95 / (1 + z2 / trials)) *
    Math.sqrt((share * (1 - share)) / trials + z2 / (4 * trials * trials));
  return {
    low: hits === 0 ? 0 : Math.max(0, centre - half),
    high: hits === trials ? 1 : Math.min(1, centre + half),
  };
}
