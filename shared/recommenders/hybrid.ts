import { z } from 'zod';
import type { Presented } from './descriptor.ts';

/** Recommenders joined by weight: chosen like one of them, and learns nothing itself. */
export const hybrid = {
  name: { en: 'Hybrid', 'zh-CN': '混合' },
  about: {
    en: 'Several recommenders at once: each one’s scores are standardised per user, then added by weight.',
    'zh-CN': '同时使用多个推荐器：各自的得分按用户标准化后加权相加。',
  },
  source: 'Burke 2002',
  settings: z.object({
    type: z.literal('hybrid'),
    /** In the order of the parts; 1 where absent. */
    weights: z.array(z.number().min(0)).default([]),
  }),
} satisfies Presented & { settings: z.ZodObject };
