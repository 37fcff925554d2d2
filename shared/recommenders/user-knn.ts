import { z } from 'zod';
import { commonCosts, number } from '../estimates/runtime-costs.ts';
import { recommender } from './descriptor.ts';
import { neighbourhood } from './fields.ts';

export const userKnn = recommender({
  name: { en: 'UserKNN', 'zh-CN': 'UserKNN' },
  about: {
    en: 'What users with a similar history have and this one has not.',
    'zh-CN': '历史相似的用户拥有而该用户没有的物品。',
  },
  source: 'Resnick et al. 1994',
  settings: z.object({ type: z.literal('userKnn'), ...neighbourhood.settings }),
  fields: neighbourhood.fields,
  space: neighbourhood.space,
  memory: ({ neighbours }, { users }) => ({
    bytes: users * Math.min(users, neighbours) * 2 * number,
    limit: null,
  }),
  /** Owners of each of a user's items, then what the neighbours have. */
  listSeconds: ({ neighbours }, { users, items, pairs }) => {
    const owners = (pairs / items) * pairs + users ** 2;
    const theirs = pairs * Math.min(users, neighbours);
    return (owners + theirs) * commonCosts.sparse;
  },
  silentAtZero: true,
});
