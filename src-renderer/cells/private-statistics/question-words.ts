import type { ExpectedError } from '#shared/privacy/differential/expected-errors.ts';
import type { Question } from '#shared/privacy/differential/question.ts';
import { visible } from '#shared/text/visible.ts';
import { readable } from '../../format/number.ts';
import { m } from '../../i18n/paraglide/messages.js';

/** What each kind of question is called. */
export const questionNames: Record<Question['type'], () => string> = {
  count: m.private_statistics_value_count,
  sum: m.private_statistics_value_sum,
  mean: m.private_statistics_value_mean,
  quantiles: m.private_statistics_value_quantiles,
  histogram: m.private_statistics_value_histogram,
};

/** A question of a kind, about the same column where it has one. */
export function newQuestion(type: Question['type'], from: Question | null): Question {
  if (type === 'count') return { type };
  const { column, low, high } =
    from === null || from.type === 'count' ? { column: '', low: 0, high: 100 } : from;
  if (type === 'quantiles') return { type, column, low, high, at: [0.25, 0.5, 0.75] };
  if (type === 'histogram') return { type, column, low, high, bins: 10 };
  return { type, column, low, high };
}

/** A share as it was asked for: “25%”, “2.5%”. */
export function percentOf(share: number): string {
  return `${Number((share * 100).toFixed(2))}%`;
}

/** Rows a mean's error is told for. */
const ofRows = 1000;

/** How far off an answer may be, in words. */
export function offWords({ question, unit, off }: ExpectedError): string {
  if (unit === 'sumOfDifferences')
    return m.private_statistics_off_mean({
      off: readable(off / ofRows, 2),
      rows: readable(ofRows),
    });
  if (question.type === 'quantiles')
    return m.private_statistics_off_ranks({ off: readable(Math.ceil(off)) });
  if (unit === 'rows') return m.private_statistics_off_rows({ off: readable(Math.ceil(off)) });
  return m.private_statistics_off_sum({ off: readable(off, 3) });
}

/** “Mean of age”, “age, 25% below”, “age, 10 to 20”. */
export function lineName(question: Question, part: number | null): string {
  if (question.type === 'count') return m.private_statistics_line_count();
  const column = visible(question.column);
  if (question.type === 'sum') return m.private_statistics_line_sum({ column });
  if (question.type === 'mean') return m.private_statistics_line_mean({ column });
  if (question.type === 'quantiles')
    return part === 0.5
      ? m.private_statistics_line_median({ column })
      : m.private_statistics_line_quantile({ column, share: percentOf(part ?? 0) });
  const width = (question.high - question.low) / question.bins;
  const edge = (at: number) => readable(question.low + at * width);
  return m.private_statistics_line_bin({
    column,
    from: edge(part ?? 0),
    to: edge((part ?? 0) + 1),
  });
}
