import type { ErrorText } from '../../../errors/codes.ts';

/** What keeps a chart from being drawn. */
export const chartErrors = {
  chart_unfit: {
    sentence: '这种图表或所选的统计量不适合所选的列：{columns}。',
    next: '请让两者自动选择，或选择其他列。',
  },
} satisfies Record<string, ErrorText>;
