import { z } from 'zod';
import type { Field } from './descriptor.ts';

/** Weights that may be nothing. */
export const weight = z.number().min(0);

export const whole = (min: number, max: number, step: number) =>
  ({ kind: 'number', min, max, step, integer: true }) as const;
export const real = (min: number, step: number, max?: number) =>
  ({ kind: 'number', min, step, ...(max !== undefined && { max }) }) as const;

export const factors = {
  key: 'factors',
  label: { en: 'Factors', 'zh-CN': '因子数' },
  hint: { en: 'Length of the vectors', 'zh-CN': '向量长度' },
};
export const epochs = {
  key: 'epochs',
  label: { en: 'Epochs', 'zh-CN': '轮数' },
  hint: { en: 'Passes over all interactions', 'zh-CN': '遍历全部交互的次数' },
};
export const learningRate = {
  key: 'learningRate',
  label: { en: 'Learning rate', 'zh-CN': '学习率' },
  hint: { en: 'Size of a step', 'zh-CN': '每步的大小' },
};
export const regularisation = {
  key: 'regularisation',
  label: { en: 'Regularisation (L2)', 'zh-CN': '正则化 (L2)' },
  hint: { en: 'Larger keeps vectors small', 'zh-CN': '越大则向量越小' },
};
export const batchSize = {
  key: 'batchSize',
  label: { en: 'Batch size', 'zh-CN': '批大小' },
  hint: { en: 'Pairs per step', 'zh-CN': '每步的配对数' },
};

/** Settings, fields and first search space that ItemKNN and UserKNN share. */
export const neighbourhood = {
  settings: {
    similarity: z.enum(['cosine', 'bm25']).default('cosine'),
    neighbours: z.number().int().min(1).max(5000).default(100),
    /** Added to the denominator, so that chance overlaps count less. */
    shrink: weight.default(10),
  },
  fields: [
    {
      key: 'similarity',
      label: { en: 'Similarity', 'zh-CN': '相似度' },
      hint: { en: 'How likeness is counted', 'zh-CN': '如何衡量相似' },
      kind: 'choice',
      options: [
        { value: 'cosine', label: { en: 'Cosine', 'zh-CN': '余弦' } },
        { value: 'bm25', label: { en: 'BM25', 'zh-CN': 'BM25' } },
      ],
    },
    {
      key: 'neighbours',
      label: { en: 'Neighbours (k)', 'zh-CN': '邻居数 (k)' },
      hint: { en: 'The most similar that count', 'zh-CN': '计入的最相似者' },
      ...whole(1, 5000, 10),
    },
    {
      key: 'shrink',
      label: { en: 'Shrinkage', 'zh-CN': '收缩' },
      hint: { en: 'Larger trusts chance overlaps less', 'zh-CN': '越大越不信任偶然重合' },
      ...real(0, 5),
    },
  ] satisfies readonly Field[],
  space: [
    { name: 'similarity', values: ['cosine', 'bm25'] },
    { name: 'neighbours', values: [20, 50, 100, 200, 500] },
    { name: 'shrink', values: [0, 10, 50, 200] },
  ],
};
