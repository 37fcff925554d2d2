import { z } from 'zod';
import { number, passes, runtimeCosts, type Machine } from '../estimates/runtime-costs.ts';
import type { Field, FitMemory, FitSize } from './descriptor.ts';
import * as common from './fields.ts';

/** Settings that recommenders of sequences share. */
export const settings = {
  /** The latest so many items of a history are looked at. */
  maxLength: z.number().int().min(2).max(500).default(50),
  epochs: z.number().int().min(1).max(1000).default(30),
  /** Histories a step learns from. */
  batchSize: z.number().int().min(1).default(64),
  learningRate: z.number().positive().default(0.001),
  dropout: z.number().min(0).max(0.9).default(0.2),
  /** Softmax over all items, or over the target and some drawn for each step. */
  loss: z.enum(['softmax', 'sampled']).default('softmax'),
  /** Items drawn for each step of the sampled softmax. */
  negatives: z.number().int().min(1).max(100_000).default(512),
};

export const fields = [
  {
    key: 'maxLength',
    label: { en: 'Longest history', 'zh-CN': '历史最大长度' },
    hint: { en: 'The latest items that are looked at', 'zh-CN': '只看最近的这么多物品' },
    ...common.whole(2, 500, 10),
  },
  { ...common.epochs, ...common.whole(1, 1000, 5) },
  {
    ...common.batchSize,
    hint: { en: 'Histories per step', 'zh-CN': '每步的历史数' },
    ...common.whole(1, 1_000_000, 32),
  },
  { ...common.learningRate, ...common.real(1e-6, 0.0005) },
  {
    key: 'dropout',
    label: { en: 'Dropout', 'zh-CN': 'Dropout' },
    hint: { en: 'Share of values left out while learning', 'zh-CN': '训练时随机舍去的比例' },
    ...common.real(0, 0.1, 0.9),
  },
  {
    key: 'loss',
    label: { en: 'Loss', 'zh-CN': '损失' },
    hint: { en: 'What the next item is told from', 'zh-CN': '下一个物品与哪些物品相区分' },
    kind: 'choice',
    options: [
      { value: 'softmax', label: { en: 'Softmax over all items', 'zh-CN': '全部物品的 softmax' } },
      { value: 'sampled', label: { en: 'Sampled softmax', 'zh-CN': '采样 softmax' } },
    ],
  },
  {
    key: 'negatives',
    label: { en: 'Negatives', 'zh-CN': '负样本' },
    hint: { en: 'Drawn per step of a sampled softmax', 'zh-CN': '采样 softmax 每步抽取的物品数' },
    ...common.whole(1, 100_000, 128),
  },
] as const satisfies readonly Field[];

type Config = {
  factors: number;
  maxLength: number;
  epochs: number;
  batchSize: number;
  loss: 'softmax' | 'sampled';
  negatives: number;
};

/**
 * Places of all histories that are learnt from in an epoch, and steps through them: lengths are taken to fall off exponentially,
 * so that the mean of those cut at L is L (1 - e^(-mean / L)).
 */
export function places(
  { maxLength, batchSize }: Pick<Config, 'maxLength' | 'batchSize'>,
  { users, pairs }: Pick<FitSize, 'users' | 'pairs'>,
): { places: number; steps: number } {
  return {
    places: users * maxLength * (1 - Math.exp(-pairs / Math.max(1, users) / maxLength)),
    steps: Math.ceil(users / batchSize),
  };
}

/** Seconds that the softmax takes in all epochs, with the weights moved each step. */
export function lossSeconds(config: Config, size: FitSize, machine: Machine): number {
  const costs = runtimeCosts(machine);
  const { places: all, steps } = places(config, size);
  const against = config.loss === 'softmax' ? size.items : config.negatives + 1;
  const step = size.items * config.factors * costs.value;
  return (
    config.epochs *
    (all * against * (passes * config.factors * costs.dense + costs.logit / 4) + steps * step)
  );
}

/** Values, gradients and two moments of every item, and what a batch passes through. */
export function memory(
  { factors, maxLength, batchSize }: Pick<Config, 'factors' | 'maxLength' | 'batchSize'>,
  { users, items }: { users: number; items: number },
): FitMemory {
  const batch = Math.min(users, batchSize) * maxLength * (60 * factors + 8 * maxLength);
  return { bytes: (items * factors * 6 + batch) * number, limit: null };
}
