import { z } from 'zod';
import { commonCosts, kernelLimit, number } from '../estimates/runtime-costs.ts';
import { recommender } from './descriptor.ts';
import { factors, real, regularisation, weight, whole } from './fields.ts';

const gradientSteps = 3;
const lastSteps = 20;

export const ials = recommender({
  name: { en: 'iALS', 'zh-CN': 'iALS' },
  about: {
    en: 'A short vector for each user and item, fitted in turns; new users are folded in at once.',
    'zh-CN': '为每个用户和物品交替拟合短向量；新用户可立即折入。',
  },
  source: 'Hu, Koren & Volinsky 2008; Rendle et al. 2021, arXiv 2110.14037',
  settings: z.object({
    type: z.literal('ials'),
    factors: z.number().int().min(1).max(512).default(64),
    iterations: z.number().int().min(1).max(200).default(15),
    /** Weight of each unobserved pair. */
    unobserved: z.number().positive().default(0.3),
    regularisation: weight.default(0.007),
    /** Exponent of the frequency scaling: 0 plain, 1 fully scaled. */
    frequencyScaling: z.number().min(0).max(1).default(1),
  }),
  fields: [
    { ...factors, ...whole(1, 512, 16) },
    {
      key: 'iterations',
      label: { en: 'Iterations', 'zh-CN': '迭代次数' },
      hint: { en: 'Users and items in turn', 'zh-CN': '用户与物品交替' },
      ...whole(1, 200, 1),
    },
    {
      key: 'unobserved',
      label: { en: 'Unobserved weight (α₀)', 'zh-CN': '未观测权重 (α₀)' },
      hint: { en: 'How much “did not have” counts', 'zh-CN': '“没有”的分量' },
      ...real(1e-6, 0.1),
    },
    { ...regularisation, ...real(0, 0.001) },
    {
      key: 'frequencyScaling',
      label: { en: 'Frequency scaling (ν)', 'zh-CN': '频率缩放 (ν)' },
      hint: { en: '0 plain, 1 by activity', 'zh-CN': '0 不缩放，1 按活跃度' },
      ...real(0, 0.1, 1),
    },
  ],
  space: [
    { name: 'factors', values: [32, 64, 128] },
    { name: 'unobserved', values: [0.03, 0.1, 0.3, 1] },
    { name: 'regularisation', values: [0.001, 0.003, 0.007, 0.02] },
    { name: 'frequencyScaling', values: [0, 0.5, 1] },
  ],
  memory: (config, { users, items }) => {
    const values = (users + items) * Math.ceil(config.factors / 16) * 16;
    // In float64 where the kernels' 4 GiB hold that, and a copy in float32.
    const learnt = values * 2 * number < 2 ** 32 ? 2 * number : number;
    return { bytes: values * (learnt + number), limit: kernelLimit };
  },
  /**
   * For each half step (2 pairs f + rows f^2) times conjugate gradient steps plus one; a solve of users at the end.
   */
  fitSeconds: (config, { users, items, pairs }) => {
    const half = (rows: number, steps: number): number =>
      (2 * pairs + rows * config.factors) * config.factors * (steps + 1);
    const each = half(users, gradientSteps) + half(items, gradientSteps);
    return (config.iterations * each + half(users, lastSteps)) * commonCosts.kernel;
  },
  listSeconds: (config, { users, items }) =>
    users * items * config.factors * commonCosts.kernel * 3,
  smaller: 'popular',
});
