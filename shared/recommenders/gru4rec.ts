import { z } from 'zod';
import { passes, runtimeCosts } from '../estimates/runtime-costs.ts';
import { recommender } from './descriptor.ts';
import * as fields from './fields.ts';
import * as order from './order.ts';

export const gru4rec = recommender({
  name: { en: 'GRU4Rec', 'zh-CN': 'GRU4Rec' },
  about: {
    en: 'A recurrent network reads what was had in order and foretells what comes next.',
    'zh-CN': '循环网络按时间顺序读取历史，预测接下来的物品。',
  },
  source: 'Hidasi et al. 2016, arXiv 1511.06939',
  settings: z.object({
    type: z.literal('gru4rec'),
    factors: z.number().int().min(1).max(256).default(64),
    /** GRUs on top of each other. */
    layers: z.number().int().min(1).max(4).default(1),
    ...order.settings,
    learningRate: z.number().positive().default(0.003),
  }),
  fields: [
    { ...fields.factors, ...fields.whole(1, 256, 16) },
    {
      key: 'layers',
      label: { en: 'Layers', 'zh-CN': '层数' },
      hint: { en: 'GRUs on top of each other', 'zh-CN': '叠加的 GRU 层' },
      ...fields.whole(1, 4, 1),
    },
    ...order.fields,
  ],
  space: [
    { name: 'factors', values: [32, 64, 128] },
    { name: 'dropout', values: [0.1, 0.2, 0.4] },
    { name: 'learningRate', values: [0.0005, 0.001, 0.003] },
    { name: 'maxLength', values: [20, 50, 100] },
  ],
  needs: () => 'order',
  memory: order.memory,
  fitSeconds: (config, size, machine) => {
    const { factors, layers, maxLength, epochs } = config;
    const costs = runtimeCosts(machine);
    const { places, steps } = order.places(config, size);
    const each = (6 * layers + 1) * factors ** 2;
    // Each place of a step takes about as many operations as half a step of another net.
    const turns = steps * layers * Math.min(maxLength, places) * 0.5 * costs.smallStep;
    const work = places * (passes * each * costs.dense + 30 * layers * factors * (costs.logit / 8));
    return epochs * (work + turns) + order.lossSeconds(config, size, machine);
  },
  listSeconds: ({ factors, layers, maxLength }, { users, items, pairs }, machine) => {
    const each = (6 * layers + 1) * factors ** 2 * 4;
    const { dense } = runtimeCosts(machine);
    return (Math.min(pairs, users * maxLength) * each + users * items * factors * 2) * dense;
  },
});
