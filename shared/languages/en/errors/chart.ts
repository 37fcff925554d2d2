import type { ErrorText } from '../../../errors/codes.ts';

/** What keeps a chart from being drawn. */
export const chartErrors = {
  chart_unfit: {
    sentence: 'This kind of chart, or what it shows, does not fit the columns chosen: {columns}.',
    next: 'Leave both to be proposed, or choose other columns.',
  },
} satisfies Record<string, ErrorText>;
