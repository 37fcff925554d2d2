import type { LayerSpec } from './model-spec.ts';

const dense = (
  units: number,
  options: Partial<Extract<LayerSpec, { type: 'dense' }>> = {},
): LayerSpec => ({
  type: 'dense',
  units,
  activation: 'relu',
  initialiser: 'glorotUniform',
  l1: 0,
  l2: 0,
  ...options,
});
const dropout = (rate: number): LayerSpec => ({ type: 'dropout', rate });
const batchNorm: LayerSpec = { type: 'batchNorm', momentum: 0.99, epsilon: 0.001 };

export type PresetName = 'classic' | 'small' | 'wide' | 'deep' | 'logistic';

/** Ready hidden layers; the output follows the label. */
export const modelPresets: readonly { name: PresetName; layers: readonly LayerSpec[] }[] = [
  {
    name: 'classic',
    layers: [dense(64), dropout(0.5), dense(32), dropout(0.5), dense(16), dropout(0.5)],
  },
  { name: 'small', layers: [dense(16)] },
  { name: 'wide', layers: [dense(512), dropout(0.5)] },
  {
    name: 'deep',
    layers: [128, 128, 64, 64, 32].flatMap((units) => [
      dense(units, { initialiser: 'heNormal' }),
      batchNorm,
    ]),
  },
  /** No hidden layer: logistic, multinomial or linear regression, as the label has it. */
  { name: 'logistic', layers: [] },
];
