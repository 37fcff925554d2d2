import { z } from 'zod';
import { passes, runtimeCosts } from '../estimates/runtime-costs.ts';
import { recommender } from './descriptor.ts';
import * as fields from './fields.ts';
import * as order from './order.ts';

const settings = z.object({
  type: z.literal('sasrec'),
  factors: z.number().int().min(1).max(256).default(64),
  blocks: z.number().int().min(1).max(8).default(2),
  /** Parts of the vectors that attend each by themselves; `factors` is rounded up to a multiple. */
  heads: z.number().int().min(1).max(16).default(2),
  ...order.settings,
});

export const sasrec = recommender({
  name: { en: 'SASRec', 'zh-CN': 'SASRec' },
  about: {
    en: 'Self-attention over what was had in order foretells what comes next.',
    'zh-CN': '对按时间排列的历史做自注意力，预测接下来的物品。',
  },
  source: 'Kang & McAuley 2018; Klenitskiy & Vasilev 2023',
  settings,
  fields: [
    { ...fields.factors, ...fields.whole(1, 256, 16) },
    {
      key: 'blocks',
      label: { en: 'Blocks', 'zh-CN': '层数' },
      hint: { en: 'Attention layers on top of each other', 'zh-CN': '叠加的注意力层' },
      ...fields.whole(1, 8, 1),
    },
    {
      key: 'heads',
      label: { en: 'Heads', 'zh-CN': '注意力头数' },
      hint: { en: 'Parts that attend by themselves', 'zh-CN': '各自计算注意力的部分' },
      ...fields.whole(1, 16, 1),
    },
    ...order.fields,
  ],
  space: [
    { name: 'factors', values: [32, 64, 128] },
    { name: 'dropout', values: [0.1, 0.2, 0.4] },
    { name: 'learningRate', values: [0.0005, 0.001, 0.002] },
    { name: 'maxLength', values: [20, 50, 100] },
  ],
  needs: () => 'order',
  memory: order.memory,
  fitSeconds: (config, size, machine) => {
    const { factors, blocks, maxLength, dropout, epochs } = config;
    const costs = runtimeCosts(machine);
    const { places, steps } = order.places(config, size);
    const each = blocks * (6 * factors ** 2 + 2 * factors * Math.min(maxLength, places));
    // Normalisation, residuals, attention weights and their gradients pass through memory.
    const moved = blocks * (30 * factors + 8 * config.heads * maxLength) * costs.logit;
    const dropped = dropout > 0 ? (1 + 2 * blocks) * factors * costs.logit : 0;
    return (
      epochs * places * (passes * each * costs.dense + moved / 8 + dropped) +
      order.lossSeconds(config, size, machine) +
      epochs * steps * 2 * costs.step
    );
  },
  listSeconds: (config, { users, items, pairs }, machine) => {
    const { factors, blocks, maxLength } = config;
    const { dense } = runtimeCosts(machine);
    const each = blocks * (6 * factors ** 2 + 2 * factors * maxLength) * 2;
    return (Math.min(pairs, users * maxLength) * each + users * items * factors) * dense * 2;
  },
});
