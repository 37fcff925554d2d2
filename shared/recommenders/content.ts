import { z } from 'zod';
import { recommender } from './descriptor.ts';
import { real } from './fields.ts';

export const content = recommender({
  name: { en: 'Content-based', 'zh-CN': '基于内容' },
  about: {
    en: 'Items whose words, category and price resemble what the user had; knows nothing of other users.',
    'zh-CN': '在词语、类别和价格上与用户已有物品相似的物品；不参考其他用户。',
  },
  settings: z.object({
    type: z.literal('content'),
    /** Share of the text; the rest goes to category and price. */
    textWeight: z.number().min(0).max(1).default(0.6),
  }),
  fields: [
    {
      key: 'textWeight',
      label: { en: 'Weight of the text', 'zh-CN': '文本权重' },
      hint: { en: 'The rest is category and price', 'zh-CN': '其余为类别和价格' },
      ...real(0, 0.1, 1),
    },
  ],
  space: [{ name: 'textWeight', values: [0, 0.2, 0.4, 0.6, 0.8, 1] }],
  needs: () => 'content',
  silentAtZero: true,
});
