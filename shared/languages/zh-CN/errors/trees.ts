import type { ErrorText } from '../../../errors/codes.ts';

/** What keeps boosted trees from being grown. */
export const treesErrors = {
  trees_too_large: {
    sentence: '未加入提升树：{rows} 行、{features} 个特征超出此处可训练的规模。',
    next: '其他数字不受影响。若需要提升树，请减少行数，或减少逐值成为特征的列的取值。',
  },
} satisfies Record<string, ErrorText>;
