import type { ErrorText } from '../codes.ts';

/** What keeps boosted trees from being grown. */
export const treesEnglish = {
  trees_too_large: {
    sentence:
      'Boosted trees were left out: {rows} rows of {features} features are more than they can be grown from here.',
    next: 'The other figures stand. For trees, take fewer rows, or fewer values of the columns that become one feature each.',
  },
} satisfies Record<string, ErrorText>;

export const treesChinese = {
  trees_too_large: {
    sentence: '未加入提升树：{rows} 行、{features} 个特征超出此处可训练的规模。',
    next: '其他数字不受影响。若需要提升树，请减少行数，或减少逐值成为特征的列的取值。',
  },
} satisfies Record<string, ErrorText>;
