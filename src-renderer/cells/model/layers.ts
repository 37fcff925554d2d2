import type { LayerSpec } from '#shared/model/net/model-spec.ts';
import { m } from '../../i18n/paraglide/messages.js';

export type LayerType = LayerSpec['type'];

export const layerTypes = ['dense', 'dropout', 'batchNorm'] as const;
export const layerNames: Record<LayerType, () => string> = {
  dense: m.model_layer_dense,
  dropout: m.model_layer_dropout,
  batchNorm: m.model_layer_batchNorm,
};

/** A layer of a type with its usual settings. */
export function newLayer(type: LayerType): LayerSpec {
  switch (type) {
    case 'dense':
      return { type, units: 32, activation: 'relu', initialiser: 'glorotUniform', l1: 0, l2: 0 };
    case 'dropout':
      return { type, rate: 0.5 };
    case 'batchNorm':
      return { type, momentum: 0.99, epsilon: 0.001 };
  }
}

/** The list with a layer put in at a place, taken out, replaced, or moved by one. */
export const inserted = (layers: readonly LayerSpec[], at: number, layer: LayerSpec) =>
  layers.toSpliced(at, 0, layer);
export const removed = (layers: readonly LayerSpec[], at: number) => layers.toSpliced(at, 1);
export const replaced = (layers: readonly LayerSpec[], at: number, layer: LayerSpec) =>
  layers.toSpliced(at, 1, layer);
export function moved(layers: readonly LayerSpec[], at: number, by: -1 | 1): LayerSpec[] {
  const layer = layers[at];
  return layer ? layers.toSpliced(at, 1).toSpliced(at + by, 0, layer) : [...layers];
}
