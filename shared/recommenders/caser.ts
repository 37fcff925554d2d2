import { z } from 'zod';
import { passes, runtimeCosts } from '../estimates/runtime-costs.ts';
import { recommender } from './descriptor.ts';
import * as fields from './fields.ts';
import * as order from './order.ts';

const settings = z.object({
  type: z.literal('caser'),
  factors: z.number().int().min(1).max(256).default(64),
  /** The latest places that the filters lie over. */
  window: z.number().int().min(1).max(20).default(5),
  /** Horizontal filters of each height, and vertical ones. */
  horizontal: z.number().int().min(1).max(64).default(16),
  vertical: z.number().int().min(1).max(16).default(4),
  ...order.settings,
  learningRate: z.number().positive().default(0.003),
});

export const caser = recommender({
  name: { en: 'Caser', 'zh-CN': 'Caser' },
  about: {
    en: 'Convolutions over the latest items foretell what comes next.',
    'zh-CN': '对最近的若干物品做卷积，预测接下来的物品。',
  },
  source: 'Tang & Wang 2018, arXiv 1809.07426',
  settings,
  fields: [
    { ...fields.factors, ...fields.whole(1, 256, 16) },
    {
      key: 'window',
      label: { en: 'Window', 'zh-CN': '窗口' },
      hint: { en: 'The latest items the filters see', 'zh-CN': '滤波器所见的最近物品数' },
      ...fields.whole(1, 20, 1),
    },
    {
      key: 'horizontal',
      label: { en: 'Horizontal filters', 'zh-CN': '水平滤波器' },
      hint: { en: 'Of each height', 'zh-CN': '每种高度的个数' },
      ...fields.whole(1, 64, 4),
    },
    {
      key: 'vertical',
      label: { en: 'Vertical filters', 'zh-CN': '垂直滤波器' },
      hint: { en: 'Each weighs the places', 'zh-CN': '每个为各位置加权' },
      ...fields.whole(1, 16, 1),
    },
    ...order.fields,
  ],
  space: [
    { name: 'factors', values: [32, 64, 128] },
    { name: 'window', values: [3, 5, 8] },
    { name: 'dropout', values: [0.1, 0.2, 0.4] },
    { name: 'learningRate', values: [0.0005, 0.001, 0.003] },
  ],
  needs: () => 'order',
  memory: order.memory,
  fitSeconds: (config, size, machine) => {
    const costs = runtimeCosts(machine);
    const { places, steps } = order.places(config, size);
    const moved = 4 * config.window ** 2 * config.factors * (costs.logit / 8);
    const work = places * (passes * multiplyAdds(config) * costs.dense + moved);
    return config.epochs * (work + steps * costs.step) + order.lossSeconds(config, size, machine);
  },
  listSeconds: (config, { users, items, pairs }, machine) => {
    const { dense } = runtimeCosts(machine);
    const places = Math.min(pairs, users * config.maxLength);
    return (places * multiplyAdds(config) * 4 + users * items * config.factors * 2) * dense;
  },
});

/** Multiply-adds of a place. */
function multiplyAdds({
  factors,
  window,
  horizontal,
  vertical,
}: z.output<typeof settings>): number {
  const heights = Array.from({ length: window }, (_, at) => at + 1);
  const filters = heights.reduce((sum, height) => sum + height * (window - height + 1), 0);
  const joined = window * horizontal + vertical * factors;
  return filters * factors * horizontal + window * vertical * factors + joined * factors;
}
