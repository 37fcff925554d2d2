import type { evaluate } from '#shared/model/cells/evaluate.ts';
import type { Column } from '#shared/model/table.ts';
import type { GridSource } from '../../../grid/grid-source.ts';
import type { CellProps } from '../../cell-view.ts';

type Asked = { actual: number; predicted: number; threshold: number };

/** Rows of one cell of the confusion matrix for a grid: their scores first, then the raw columns. */
export async function confusionSource(
  query: CellProps<typeof evaluate>['query'],
  asked: Asked,
  scoreName: (index: number) => string,
): Promise<GridSource> {
  const first = await query('rows', { ...asked, offset: 0, limit: 100 });
  // Rows come in the table's order: the last one has the greatest number.
  const last = await query('rows', {
    ...asked,
    offset: Math.max(0, first.total - 1),
    limit: 1,
  });
  const scores = first.scores[0]?.length ?? 0;
  const columns: Column[] = [
    ...Array.from({ length: scores }, (_, index): Column => ({
      name: scoreName(index),
      type: 'real',
    })),
    ...first.columns,
  ];
  return {
    columns,
    rows: first.total,
    lastNumber: last.numbers[0] ?? first.total,
    can: { sort: false, filter: false, search: false },
    async page({ offset, limit }) {
      const page = offset === 0 ? first : await query('rows', { ...asked, offset, limit });
      return {
        total: page.total,
        numbers: page.numbers,
        rows: page.rows.map((row, index) => [...(page.scores[index] ?? []), ...row]),
      };
    },
  };
}
