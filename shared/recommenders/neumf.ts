import { z } from 'zod';
import { number, passes, runtimeCosts } from '../estimates/runtime-costs.ts';
import { recommender } from './descriptor.ts';
import * as fields from './fields.ts';

const settings = z.object({
  type: z.literal('neumf'),
  /** Length of the GMF embeddings and of the last MLP layer. */
  factors: z.number().int().min(1).max(256).default(16),
  layers: z.array(z.number().int().min(1)).min(1).default([64, 32, 16]),
  epochs: z.number().int().min(1).max(1000).default(20),
  batchSize: z.number().int().min(1).default(1024),
  learningRate: z.number().positive().default(0.001),
  /** Sampled negatives per positive, drawn again every epoch. */
  negatives: z.number().int().min(1).max(100).default(4),
  regularisation: fields.weight.default(1e-6),
  /** Which parts take part. */
  parts: z.enum(['both', 'gmf', 'mlp']).default('both'),
});

export const neumf = recommender({
  name: { en: 'NeuMF', 'zh-CN': 'NeuMF' },
  about: {
    en: 'A neural network joins a product of vectors (GMF) with a multilayer perceptron.',
    'zh-CN': '神经网络，将向量乘积（GMF）与多层感知机结合。',
  },
  source: 'He et al. 2017, arXiv 1708.05031',
  settings,
  fields: [
    {
      key: 'parts',
      label: { en: 'Parts', 'zh-CN': '组成' },
      hint: { en: 'Which parts take part', 'zh-CN': '参与的部分' },
      kind: 'choice',
      options: [
        { value: 'both', label: { en: 'GMF and MLP', 'zh-CN': 'GMF 与 MLP' } },
        { value: 'gmf', label: { en: 'GMF only', 'zh-CN': '仅 GMF' } },
        { value: 'mlp', label: { en: 'MLP only', 'zh-CN': '仅 MLP' } },
      ],
    },
    { ...fields.factors, ...fields.whole(1, 256, 8) },
    {
      key: 'layers',
      label: { en: 'MLP layers', 'zh-CN': 'MLP 各层' },
      hint: { en: 'Widths, widest first', 'zh-CN': '宽度，由大到小' },
      kind: 'layers',
    },
    { ...fields.epochs, ...fields.whole(1, 1000, 5) },
    {
      key: 'negatives',
      label: { en: 'Negatives', 'zh-CN': '负样本' },
      hint: { en: 'Drawn anew per pair and epoch', 'zh-CN': '每轮为每个配对重新抽取' },
      ...fields.whole(1, 100, 1),
    },
    { ...fields.batchSize, ...fields.whole(1, 1_000_000, 256) },
    { ...fields.learningRate, ...fields.real(1e-6, 0.0005) },
    { ...fields.regularisation, ...fields.real(0, 1e-6) },
  ],
  space: [
    { name: 'factors', values: [8, 16, 32] },
    { name: 'learningRate', values: [0.0003, 0.001, 0.003] },
    { name: 'negatives', values: [4, 8] },
    { name: 'regularisation', values: [0, 1e-6, 1e-5] },
  ],
  /** Values, gradients and two moments of every embedding. */
  memory: ({ factors, layers }, { users, items }) => ({
    bytes: (users + items) * (factors + (layers.at(0) ?? 0) / 2) * 4 * number,
    limit: null,
  }),
  /**
   * Epochs x pairs / batch steps with a fixed cost, matrix products, embedding values, and where rows cannot be written in
   * place a copy of each table.
   */
  fitSeconds: (config, { users, items, pairs }, machine) => {
    const costs = runtimeCosts(machine);
    const examples = pairs * (1 + config.negatives);
    const steps = config.epochs * Math.ceil(examples / config.batchSize);
    const { each, width } = netWork(config);
    return (
      steps * (costs.smallStep + (users + items) * 3 * width * costs.copied) +
      config.epochs * examples * (passes * each * costs.dense + 2 * width * costs.value)
    );
  },
  listSeconds: (config, { users, items }, machine) =>
    users * items * netWork(config).each * runtimeCosts(machine).dense * 2,
});

/** Multiply-adds of one forward pass for a pair of user and item, and values of one embedding. */
function netWork({ factors, layers, parts }: z.output<typeof settings>): {
  each: number;
  width: number;
} {
  const gmf = parts === 'mlp' ? 0 : factors;
  const mlp = parts === 'gmf' ? 0 : (layers.at(0) ?? 0) / 2;
  const hidden = parts === 'gmf' ? [] : layers.length > 1 ? layers.slice(1) : layers;
  let inputs = mlp;
  let each = gmf;
  for (const units of hidden) {
    each += inputs * units;
    inputs = units;
  }
  return { each: each + inputs, width: gmf + mlp };
}
