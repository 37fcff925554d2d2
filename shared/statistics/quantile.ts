/**
 * Quantile of ascending numbers by linear interpolation between closest ranks (numpy's and pandas' default, type 7 of
 * Hyndman and Fan). `share` in 0..1; null where there are no numbers.
 */
export function quantile(sorted: ArrayLike<number>, share: number): number | null {
  if (sorted.length === 0) return null;
  const rank = (sorted.length - 1) * share;
  const below = sorted[Math.floor(rank)]!;
  const above = sorted[Math.ceil(rank)] ?? below;
  const along = rank - Math.floor(rank);
  const gap = above - below;
  // Two numbers near float64's ends may lie further apart than it reaches.
  return Number.isFinite(gap) ? below + gap * along : below * (1 - along) + above * along;
}
