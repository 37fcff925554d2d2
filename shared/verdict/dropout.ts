import type { LayerSpec } from '../model/net/model-spec.ts';

/** The largest rate of the dropout layers; 0 without one. */
export function mostDropout(layers: readonly LayerSpec[]): number {
  return layers.reduce(
    (most, layer) => Math.max(most, layer.type === 'dropout' ? layer.rate : 0),
    0,
  );
}

/** Every dropout layer at half its rate. */
export function halvedDropout(layers: readonly LayerSpec[]): LayerSpec[] {
  return layers.map((layer) =>
    layer.type === 'dropout' ? { ...layer, rate: rounded(layer.rate / 2) } : layer,
  );
}

/** Every dropout layer a fifth of all units higher, at most 0.7; behind each dense layer one of 0.3 where there is none. */
export function raisedDropout(layers: readonly LayerSpec[]): LayerSpec[] {
  if (mostDropout(layers) > 0)
    return layers.map((layer) =>
      layer.type === 'dropout'
        ? { ...layer, rate: Math.max(layer.rate, Math.min(0.7, rounded(layer.rate + 0.2))) }
        : layer,
    );
  return layers.flatMap((layer): LayerSpec[] =>
    layer.type === 'dense' ? [layer, { type: 'dropout' as const, rate: 0.3 }] : [layer],
  );
}

function rounded(rate: number): number {
  return Math.round(rate * 1000) / 1000;
}
