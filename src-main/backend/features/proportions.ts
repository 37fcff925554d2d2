import type { Random } from '#shared/random/index.ts';

/**
 * How many of `draws` go to each group, in proportion to the groups' sizes: the mode of the multivariate
 * hypergeometric distribution, as scikit-learn's stratified split takes it. Whole shares first, what is left to the
 * largest remainders, equal remainders by chance.
 */
export function proportionalShares(sizes: number[], draws: number, random: Random): number[] {
  const total = sizes.reduce((sum, size) => sum + size, 0);
  if (total === 0) return sizes.map(() => 0);
  const exact = sizes.map((size) => (size / total) * draws);
  const shares = exact.map(Math.floor);
  let left = draws - shares.reduce((sum, share) => sum + share, 0);
  const order = exact
    .map((value, index) => ({ index, remainder: value - Math.floor(value), tie: random.next() }))
    .sort((a, b) => b.remainder - a.remainder || a.tie - b.tie);
  for (const { index } of order) {
    if (left <= 0) break;
    shares[index]! += 1;
    left--;
  }
  return shares;
}

/** Rows of a part: the share rounded up, as scikit-learn does; never by a rounding error of the product. */
export function partSize(rows: number, share: number): number {
  return Math.min(rows, Math.ceil(rows * share - 1e-9));
}
