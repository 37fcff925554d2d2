import type { ErrorCode, ErrorText } from '../../../errors/codes.ts';

type SumCode = Extract<ErrorCode, `sum_${string}`>;

/** Sums that no value of their column can hold. */
export const sumErrors: Record<SumCode, ErrorText> = {
  sum_integer_too_large: {
    sentence: '“{group}”的“{column}”之和超过 9,007,199,254,740,991，即此处能精确表示的最大整数。',
    next: '请在此步骤之前把“{column}”改为小数类型：其和将精确到 15 位。',
  },
  sum_too_large: {
    sentence: '“{group}”的“{column}”之和超过 1.8e308，即此处能表示的最大数。',
    next: '请检查“{column}”中的错误取值，或在求和前先将其缩小。',
  },
};
