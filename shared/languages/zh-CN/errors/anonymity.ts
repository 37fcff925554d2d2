import type { ErrorText } from '../../../errors/codes.ts';

/** What keeps the people of a table from being counted. */
export const anonymityErrors = {
  anonymity_too_many_columns: {
    sentence: '同一角色的列有 {found} 个，最多只能有 {limit} 个：同时隐藏这么多列的表不再有用。',
    next: '请只保留他人确实可能知道的列，其余改为“都不是”或“直接标识个人”。',
  },
} satisfies Record<string, ErrorText>;
