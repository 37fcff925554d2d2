import type { ErrorCode, ErrorText } from '../../../errors/codes.ts';

/** Sentences about columns of times. */
export const timesErrors: Record<Extract<ErrorCode, `time_${string}`>, ErrorText> = {
  time_order_clash: {
    sentence: '列“{column}”中没有一种日、月顺序能读懂全部的值：{examples}。该列一个值都没有使用。',
    next: '请自行选择它的时间格式（不符合的值会被排除并计数），或先修正这些值。',
  },
  time_unit_clash: {
    sentence: '列“{column}”混用了不止一种时间单位：{examples}。该列一个值都没有使用。',
    next: '请自行选择它的时间格式（不符合的值会被排除并计数），或先修正这些值。',
  },
  time_zone_name: {
    sentence:
      '列“{column}”写的是时区名称（{zones}），无法确定它们与 UTC 的时差：{examples}。该列一个值都没有使用。',
    next: '请把时区写成 +01:00 这样的偏移量或 UTC，例如用“清洗”单元格的替换步骤。',
  },
  time_unread: {
    sentence:
      '列“{column}”无法读成时间：{present} 个值中只有 {read} 个符合同一种格式，{examples} 不符合。该列一个值都没有使用。',
    next: '请自行选择它的时间格式、改选另一列，或先修正这些值。',
  },
  time_nothing: {
    sentence: '列“{column}”是空的，没有任何时间。',
    next: '请选择另一列，或不选。',
  },
  time_future: {
    sentence: '列“{column}”的时间全部在未来：按现在的读法是从 {first} 到 {last}。',
    next: '请自行选择该列的时间格式。',
  },
};
