import { z } from 'zod';
import { recommender } from './descriptor.ts';

export const popular = recommender({
  name: { en: 'Most popular', 'zh-CN': '最热门' },
  about: {
    en: 'What most users have, the same list for everyone. Every other recommender has to beat it.',
    'zh-CN': '多数用户拥有的物品，所有人得到同一列表。其他推荐器都应胜过它。',
  },
  settings: z.object({
    type: z.literal('popular'),
    /** Counts within the user's segment, shrunk towards everyone's; needs segments. */
    bySegment: z.boolean().default(false),
  }),
  fields: [
    {
      key: 'bySegment',
      label: { en: 'Popular within the user’s segment', 'zh-CN': '在用户所属分群内最热门' },
      hint: {
        en: 'Counts within the segment, drawn towards everyone’s where the segment is small.',
        'zh-CN': '按分群计数；分群较小时向全体靠拢。',
      },
      kind: 'switch',
    },
  ],
  space: [{ name: 'bySegment', values: [false, true] }],
  needs: ({ bySegment }) => (bySegment ? 'segments' : null),
});
