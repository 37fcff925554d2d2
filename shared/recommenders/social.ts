import { z } from 'zod';
import { recommender } from './descriptor.ts';
import { real, weight } from './fields.ts';

export const social = recommender({
  name: { en: 'Social', 'zh-CN': '社交' },
  about: {
    en: 'What a user’s friends have, and to a lesser degree their friends.',
    'zh-CN': '好友拥有的物品，以及权重较低的好友的好友所拥有的。',
  },
  settings: z.object({
    type: z.literal('social'),
    /** Weight of friends of friends beside friends. */
    secondDegree: weight.default(0.25),
  }),
  fields: [
    {
      key: 'secondDegree',
      label: { en: 'Friends of friends', 'zh-CN': '好友的好友' },
      hint: { en: 'Weight beside friends at 1', 'zh-CN': '好友权重为 1 时的权重' },
      ...real(0, 0.05),
    },
  ],
  space: [{ name: 'secondDegree', values: [0, 0.1, 0.25, 0.5, 1] }],
  needs: () => 'friends',
  silentAtZero: true,
});
