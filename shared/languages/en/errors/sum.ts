import type { ErrorCode, ErrorText } from '../../../errors/codes.ts';

type SumCode = Extract<ErrorCode, `sum_${string}`>;

/** Sums that no value of their column can hold. */
export const sumErrors: Record<SumCode, ErrorText> = {
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
