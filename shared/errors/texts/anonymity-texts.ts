import type { ErrorText } from '../codes.ts';

/** What keeps the people of a table from being counted. */
export const anonymityEnglish = {
  anonymity_too_many_columns: {
    sentence:
      '{found} columns have one role that at most {limit} can have: no table stays useful with so many hidden together.',
    next: 'Keep the columns others could really know, and call the rest “Neither” or “Names the person”.',
  },
} satisfies Record<string, ErrorText>;

export const anonymityChinese = {
  anonymity_too_many_columns: {
    sentence: '同一角色的列有 {found} 个，最多只能有 {limit} 个：同时隐藏这么多列的表不再有用。',
    next: '请只保留他人确实可能知道的列，其余改为“都不是”或“直接标识个人”。',
  },
} satisfies Record<string, ErrorText>;
