import { z } from 'zod';
import { commonCosts, number, passes, runtimeCosts } from '../estimates/runtime-costs.ts';
import { recommender } from './descriptor.ts';
import * as fields from './fields.ts';

/** Items drawn from a history each step, and the item itself. */
const embeddings = 13;
/** Operations of a step beside NeuMF's. */
const moreOperations = 4;

export const twoTower = recommender({
  name: { en: 'Two-tower', 'zh-CN': '双塔' },
  about: {
    en: 'Two networks turn attributes and history of users and items into vectors; serves new users and items.',
    'zh-CN': '两个网络把用户与物品的属性和历史变为向量；可服务新用户和新物品。',
  },
  source: 'Yi et al. 2019',
  settings: z.object({
    type: z.literal('twoTower'),
    factors: z.number().int().min(1).max(256).default(64),
    epochs: z.number().int().min(1).max(1000).default(20),
    batchSize: z.number().int().min(2).default(1024),
    learningRate: z.number().positive().default(0.003),
    temperature: z.number().positive().default(0.1),
    regularisation: fields.weight.default(1e-6),
  }),
  fields: [
    { ...fields.factors, ...fields.whole(1, 256, 16) },
    { ...fields.epochs, ...fields.whole(1, 1000, 5) },
    { ...fields.batchSize, ...fields.whole(2, 1_000_000, 256) },
    { ...fields.learningRate, ...fields.real(1e-6, 0.001) },
    {
      key: 'temperature',
      label: { en: 'Temperature (τ)', 'zh-CN': '温度 (τ)' },
      hint: { en: 'Smaller sharpens the softmax', 'zh-CN': '越小则 softmax 越尖锐' },
      ...fields.real(0.001, 0.02),
    },
    { ...fields.regularisation, ...fields.real(0, 1e-6) },
  ],
  space: [
    { name: 'factors', values: [32, 64, 128] },
    { name: 'learningRate', values: [0.001, 0.003, 0.01] },
    { name: 'temperature', values: [0.05, 0.1, 0.2] },
  ],
  needs: () => 'features',
  /** Values, gradients and two moments of every embedding. */
  memory: ({ factors }, { users, items }) => ({
    bytes: (users + items) * factors * 4 * number,
    limit: null,
  }),
  /** Steps as NeuMF's, with the softmax over batch^2 pairs. */
  fitSeconds: ({ factors, epochs, batchSize }, { items, pairs }, machine) => {
    const costs = runtimeCosts(machine);
    const batch = Math.min(batchSize, pairs);
    const step =
      moreOperations * costs.step +
      2 * items * 3 * factors * costs.copied +
      batch * embeddings * factors * costs.value +
      batch ** 2 * (passes * factors * costs.dense + costs.logit);
    return epochs * Math.ceil(pairs / Math.max(1, batch)) * step;
  },
  listSeconds: ({ factors }, { users, items }) => users * items * factors * commonCosts.kernel * 3,
  servesByFeatures: true,
});
