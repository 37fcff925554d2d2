import { quantile } from './quantile.ts';

/**
 * Edges of equal bins over the whole range of ascending numbers, by Freedman and Diaconis' width (1981) where that gives
 * fewer than `most`; two equal edges where all numbers are one, none of no numbers. `distinct`: different numbers.
 */
export function binEdges(sorted: Float64Array, distinct: number, most: number): number[] {
  const n = sorted.length;
  if (n === 0) return [];
  const [low, high] = [sorted[0]!, sorted[n - 1]!];
  if (low === high) return [low, high];
  const spread = quantile(sorted, 0.75)! - quantile(sorted, 0.25)!;
  const width = (2 * spread) / Math.cbrt(n);
  const wanted = width > 0 ? Math.ceil((high - low) / width) : most;
  const bins = Math.max(2, Math.min(most, wanted, Math.max(2, distinct)));
  const step = high / bins - low / bins;
  return Array.from({ length: bins + 1 }, (_, b) => (b === bins ? high : low + b * step));
}

/** The bin of a number within the range; the last bin holds its upper edge too. */
export function binOf(edges: readonly number[], value: number): number {
  const bins = edges.length - 1;
  const [low, high] = [edges[0]!, edges[bins]!];
  if (low === high) return 0;
  const step = high / bins - low / bins;
  // Divided first: numbers near float64's ends may lie further apart than it reaches.
  const bin = Math.floor(value / step - low / step);
  return Math.min(bins - 1, Math.max(0, bin));
}
