import { z } from 'zod';
import { commonCosts, runtimeCosts } from '../estimates/runtime-costs.ts';
import { recommender } from './descriptor.ts';
import { real } from './fields.ts';

/** The most items: three dense float64 matrices of items by items while one is inverted, 5.4 GB. */
const mostItems = 15_000;
const matrices = (items: number): number => items ** 2 * 8 * 3;

export const ease = recommender({
  name: { en: 'EASE', 'zh-CN': 'EASE' },
  about: {
    en: 'Learns in one step how much each item speaks for every other. Strong, and only one number to set.',
    'zh-CN': '一步求出每个物品对其他物品的支持程度。效果强，只需设定一个数。',
  },
  source: 'Steck 2019, arXiv 1905.03375',
  settings: z.object({
    type: z.literal('ease'),
    /** L2 regularisation of the item-item weights. */
    lambda: z.number().positive().default(500),
  }),
  fields: [
    {
      key: 'lambda',
      label: { en: 'λ (L2)', 'zh-CN': 'λ (L2)' },
      hint: { en: 'Larger is more careful: 50 to 1000', 'zh-CN': '越大越谨慎：50 至 1000' },
      ...real(0.001, 50),
    },
  ],
  space: [{ name: 'lambda', values: [20, 50, 100, 200, 500, 1000, 2000] }],
  memory: (_, { items }) => ({ bytes: matrices(items), limit: matrices(mostItems) }),
  /**
   * Meetings, and an inverse by halves, 2/3 items^3 multiply-adds of matrix products, in plain JavaScript where there is
   * no TensorFlow.
   */
  fitSeconds: (_, { items, meetings }, machine) =>
    (meetings + 4 * items ** 2) * commonCosts.sparse +
    (2 / 3) *
      items ** 3 *
      (machine.runtime === 'native' ? runtimeCosts(machine).dense : commonCosts.product),
  listSeconds: (_, { items, pairs }) => pairs * items * commonCosts.kernel * 3,
  ridge: 'lambda',
});
