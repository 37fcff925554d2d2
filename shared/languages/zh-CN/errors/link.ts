import type { ErrorText } from '../../../errors/codes.ts';

/** What keeps records from being brought together by person. */
export const linkErrors = {
  link_nothing_to_compare: {
    sentence: '各个表之间没有含义相同的列，因此无法比较任何两条记录。',
    next: '请在列清单中指明哪些列是姓名、邮箱、电话、出生日期或地址。',
  },
  link_too_many_pairs: {
    sentence: '共用分块键的记录对超过 {limit} 对，超出此处可比较的数量。',
    next: '请调低“同一键的最多记录数”，或为能区分人的列指定含义。',
  },
} satisfies Record<string, ErrorText>;
