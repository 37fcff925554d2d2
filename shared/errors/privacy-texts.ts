import type { ErrorText } from './codes.ts';

/** What keeps private numbers from being drawn. */
export const privacyEnglish = {
  privacy_budget_spent: {
    sentence:
      'This would give away epsilon {epsilon} (delta {delta}), and the privacy budget of the workspace has {leftEpsilon} (delta {leftDelta}) left. Nothing was drawn.',
    next: 'Ask for less, with a smaller epsilon, or have whoever answers for the data raise the budget.',
  },
  privacy_bounds: {
    sentence: 'The lower bound of “{column}” is not below its upper bound.',
    next: 'Give the range the values can have, from what you know and not from the data.',
  },
  privacy_too_many_groups: {
    sentence: '“{column}” has more than {limit} different values: too many groups.',
    next: 'Group by a column with fewer values, or list the groups you want.',
  },
} satisfies Record<string, ErrorText>;

export const privacyChinese = {
  privacy_budget_spent: {
    sentence:
      '此操作将消耗 ε {epsilon}（δ {delta}），而工作区的隐私预算只剩 ε {leftEpsilon}（δ {leftDelta}）。没有生成任何结果。',
    next: '请减小 ε 以少用预算，或请数据负责人提高预算。',
  },
  privacy_bounds: {
    sentence: '“{column}”的下限不小于上限。',
    next: '请根据您已知的情况（而不是数据本身）给出取值范围。',
  },
  privacy_too_many_groups: {
    sentence: '“{column}”有超过 {limit} 个不同的值：分组太多。',
    next: '请按值较少的列分组，或列出需要的分组。',
  },
} satisfies Record<string, ErrorText>;
