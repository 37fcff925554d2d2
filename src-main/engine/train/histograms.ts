import type { Histogram, LayerHistograms } from '#shared/model/run.ts';
import type { Layout } from '#shared/network/layout.ts';

const bins = 30;

/** Weights and last gradient of each layer with a kernel or scale, in `bins` equal bins. */
export function layerHistograms(
  layout: Layout,
  parameters: Float32Array,
  gradient: Float32Array,
): LayerHistograms[] {
  const spans = new Map<string, { start: number; end: number }>();
  for (const slot of layout.trainable) {
    const layer = slot.name.slice(0, slot.name.indexOf('/'));
    const span = spans.get(layer);
    if (span) span.end = slot.offset + slot.size;
    else spans.set(layer, { start: slot.offset, end: slot.offset + slot.size });
  }
  return [...spans].map(([layer, { start, end }]) => ({
    layer,
    weights: histogramOf(parameters.subarray(start, end)),
    gradients: histogramOf(gradient.subarray(start, end)),
  }));
}

/** Equal bins from the least to the greatest finite value; one bin of width one around a constant. */
export function histogramOf(values: Float32Array): Histogram {
  let low = Infinity;
  let high = -Infinity;
  for (let at = 0; at < values.length; at++) {
    const value = values[at] ?? NaN;
    if (value < low && value !== -Infinity) low = value;
    if (value > high && value !== Infinity) high = value;
  }
  if (low > high) return { edges: [0, 1], counts: [0] };
  if (low === high) return { edges: [low - 0.5, low + 0.5], counts: [values.length] };
  const width = (high - low) / bins;
  const edges = Array.from({ length: bins + 1 }, (_, i) => (i === bins ? high : low + i * width));
  const counts = new Int32Array(bins + 1);
  for (let at = 0; at < values.length; at++) {
    const value = values[at] ?? NaN;
    if (!(value >= low && value <= high)) continue;
    const bin = Math.floor((value - low) / width);
    counts[bin]! += 1;
  }
  // The greatest value alone falls behind the last bin.
  counts[bins - 1]! += counts[bins]!;
  return { edges, counts: [...counts.subarray(0, bins)] };
}
