import type { Histogram } from '#shared/model/run.ts';
import { linearTicks } from './lines/ticks.ts';

type Step = { epoch: number; histogram: Histogram };

/** At most this many ridges; more are thinned evenly, first and last kept. */
const most = 24;

/**
 * Paths for histograms stacked in depth: the first on top and at the back, the last at the bottom and in front. Heights are
 * densities (counts over bin width), so histograms with different bins compare.
 */
export function ridges(steps: readonly Step[], size: { width: number; height: number }) {
  const chosen = thin(steps, most);
  const edges = chosen.flatMap(({ histogram }) => [
    histogram.edges[0]!,
    histogram.edges.at(-1) ?? 0,
  ]);
  const low = edges.reduce((least, edge) => Math.min(least, edge), Infinity);
  const high = edges.reduce((greatest, edge) => Math.max(greatest, edge), -Infinity);
  if (!(high > low)) return { paths: [], labels: [], ticks: [] };
  const densities = chosen.map(({ histogram }) => density(histogram));
  const peak = densities.flat().reduce((greatest, value) => Math.max(greatest, value), 0) || 1;
  const tall = Math.min(size.height, Math.max(24, size.height * 0.45));
  const gap = chosen.length > 1 ? (size.height - tall) / (chosen.length - 1) : 0;
  const x = (value: number) => ((value - low) / (high - low)) * size.width;
  const base = (index: number) => tall + gap * index;
  const paths = chosen.map(({ epoch, histogram }, index) => {
    const points = (densities[index] ?? []).map((value, bin) => {
      const middle = (histogram.edges[bin]! + histogram.edges[bin + 1]!) / 2;
      return `L${x(middle).toFixed(1)},${(base(index) - (value / peak) * tall).toFixed(1)}`;
    });
    const from = x(histogram.edges[0] ?? low).toFixed(1);
    const to = x(histogram.edges.at(-1) ?? high).toFixed(1);
    const ground = base(index).toFixed(1);
    return { epoch, d: `M${from},${ground}${points.join('')}L${to},${ground}Z` };
  });
  const every = Math.max(1, Math.ceil(12 / Math.max(1, gap)));
  const labels = chosen
    .map(({ epoch }, index) => ({ epoch, y: base(index) - 3, index }))
    .filter(({ index }) => (chosen.length - 1 - index) % every === 0);
  const ticks = linearTicks(low, high, size.width / 70).map((value) => ({ value, x: x(value) }));
  return { paths, labels, ticks };
}

function density({ edges, counts }: Histogram): number[] {
  const total = counts.reduce((sum, count) => sum + count, 0) || 1;
  return counts.map((count, bin) => {
    const wide = edges[bin + 1]! - edges[bin]!;
    return wide > 0 ? count / total / wide : 0;
  });
}

function thin<T>(list: readonly T[], limit: number): T[] {
  if (list.length <= limit) return [...list];
  const step = (list.length - 1) / (limit - 1);
  return Array.from({ length: limit }, (_, index) => list[Math.round(index * step)]).filter(
    (item) => item !== undefined,
  );
}
