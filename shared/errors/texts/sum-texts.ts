import type { ErrorCode, ErrorText } from '../codes.ts';

type SumCode = Extract<ErrorCode, `sum_${string}`>;

/** Sums that no value of their column can hold. */
export const sumEnglish: Record<SumCode, ErrorText> = {
  sum_integer_too_large: {
    sentence:
      'The sum of “{column}” for “{group}” is larger than 9,007,199,254,740,991, the last whole number that is exact here.',
    next: 'Put a step before this one that makes “{column}” a decimal number: its sums are then right to 15 digits.',
  },
  sum_too_large: {
    sentence:
      'The sum of “{column}” for “{group}” is larger than 1.8e308, the largest number there is here.',
    next: 'Look for wrong values in “{column}”, or divide it before it is summed.',
  },
};

export const sumChinese: Record<SumCode, ErrorText> = {
  sum_integer_too_large: {
    sentence: '“{group}”的“{column}”之和超过 9,007,199,254,740,991，即此处能精确表示的最大整数。',
    next: '请在此步骤之前把“{column}”改为小数类型：其和将精确到 15 位。',
  },
  sum_too_large: {
    sentence: '“{group}”的“{column}”之和超过 1.8e308，即此处能表示的最大数。',
    next: '请检查“{column}”中的错误取值，或在求和前先将其缩小。',
  },
};
