import { z } from 'zod';
import { commonCosts, kernelLimit, number } from '../estimates/runtime-costs.ts';
import { recommender } from './descriptor.ts';
import { epochs, factors, learningRate, real, regularisation, weight, whole } from './fields.ts';

export const bpr = recommender({
  name: { en: 'BPR matrix factorisation', 'zh-CN': 'BPR 矩阵分解' },
  about: {
    en: 'Vectors learnt so that what a user had ranks above what the user had not.',
    'zh-CN': '学习向量，使用户拥有的物品排在未拥有的之前。',
  },
  source: 'Rendle et al. 2009, arXiv 1205.2618',
  settings: z.object({
    type: z.literal('bpr'),
    factors: z.number().int().min(1).max(512).default(64),
    epochs: z.number().int().min(1).max(2000).default(100),
    learningRate: z.number().positive().default(0.01),
    regularisation: weight.default(0.02),
  }),
  fields: [
    { ...factors, ...whole(1, 512, 16) },
    { ...epochs, ...whole(1, 2000, 10) },
    { ...learningRate, ...real(1e-6, 0.005) },
    { ...regularisation, ...real(0, 0.005) },
  ],
  space: [
    { name: 'factors', values: [32, 64, 128] },
    { name: 'epochs', values: [50, 100, 200] },
    { name: 'learningRate', values: [0.003, 0.01, 0.03, 0.1] },
    { name: 'regularisation', values: [0.001, 0.005, 0.02] },
  ],
  memory: (config, { users, items }) => ({
    bytes: (users + items) * (config.factors + 4) * 2 * number,
    limit: kernelLimit,
  }),
  /** Epochs x pairs draws with 6 f multiply-adds each. */
  fitSeconds: (config, { pairs }) =>
    config.epochs * pairs * (commonCosts.draw + 6 * config.factors * commonCosts.kernel),
  listSeconds: (config, { users, items }) =>
    users * items * config.factors * commonCosts.kernel * 3,
  smaller: 'popular',
});
