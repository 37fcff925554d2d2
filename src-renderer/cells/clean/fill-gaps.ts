import type { CleanStep } from '#shared/model/cells/clean.ts';
import type { ColumnSummary } from '#shared/model/table.ts';

type MissingStep = Extract<CleanStep, { type: 'missing' }>;

/** So many at once can still be looked through. */
const mostSteps = 12;
/** From this share on, that a value was missing may itself tell something. */
const tellingShare = 0.05;

/**
 * A step for each column with gaps that a filling fits: the median of numbers, the commonest value of categories, truth
 * values and texts with few different ones. Identifiers, dates and texts that are each their own have none, and neither has
 * a column without any value.
 * @param rows Rows of the table.
 */
export function fillGaps(summaries: readonly ColumnSummary[], rows: number): MissingStep[] {
  return summaries
    .flatMap((summary): MissingStep[] => {
      const { column, missing } = summary;
      const fill = missing === 0 || missing === rows ? null : fittingFill(summary, rows);
      if (fill === null) return [];
      const indicator = missing / rows >= tellingShare;
      return [{ type: 'missing', column: column.name, fill, value: null, indicator }];
    })
    .slice(0, mostSteps);
}

function fittingFill(
  { column, missing, distinct, flags }: ColumnSummary,
  rows: number,
): MissingStep['fill'] | null {
  if (flags.includes('identifier')) return null;
  switch (column.type) {
    case 'integer':
    case 'real':
      // Of two numbers that stand for yes and no, a middle would be a third.
      return distinct <= 2 ? 'mode' : 'median';
    case 'category':
    case 'boolean':
      return 'mode';
    case 'text':
      return distinct * 2 <= rows - missing ? 'mode' : null;
    case 'date':
      return null;
  }
}
