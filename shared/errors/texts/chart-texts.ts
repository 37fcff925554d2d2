import type { ErrorText } from '../codes.ts';

/** What keeps a chart from being drawn. */
export const chartEnglish = {
  chart_unfit: {
    sentence: 'This kind of chart, or what it shows, does not fit the columns chosen: {columns}.',
    next: 'Leave both to be proposed, or choose other columns.',
  },
} satisfies Record<string, ErrorText>;

export const chartChinese = {
  chart_unfit: {
    sentence: '这种图表或所选的统计量不适合所选的列：{columns}。',
    next: '请让两者自动选择，或选择其他列。',
  },
} satisfies Record<string, ErrorText>;
