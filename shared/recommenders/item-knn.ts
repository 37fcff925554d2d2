import { z } from 'zod';
import { commonCosts, number } from '../estimates/runtime-costs.ts';
import { recommender } from './descriptor.ts';
import { neighbourhood } from './fields.ts';

export const itemKnn = recommender({
  name: { en: 'ItemKNN', 'zh-CN': 'ItemKNN' },
  about: {
    en: 'Items that the same users have as the ones this user has: “because you bought X”.',
    'zh-CN': '与该用户已有物品被同一批用户拥有的物品：“因为您买过 X”。',
  },
  source: 'Sarwar et al. 2001',
  settings: z.object({ type: z.literal('itemKnn'), ...neighbourhood.settings }),
  fields: neighbourhood.fields,
  space: neighbourhood.space,
  memory: ({ neighbours }, { items }) => ({
    bytes: items * Math.min(items, neighbours) * 2 * number,
    limit: null,
  }),
  /** Sparse products of all histories, and a choice among items^2 candidates. */
  fitSeconds: (_, { items, meetings }) =>
    meetings * commonCosts.sparse + items ** 2 * commonCosts.candidate,
  listSeconds: ({ neighbours }, { items, pairs }) =>
    pairs * Math.min(items, neighbours) * commonCosts.sparse,
  silentAtZero: true,
});
