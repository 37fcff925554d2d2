import type { TableId } from '#shared/model/ids.ts';
import { columnPlace, PortraitError } from '#shared/errors/index.ts';
import type { CellValue, Column, RowFilter } from '#shared/model/table.ts';
import type { TableStore } from '../../storage/index.ts';
import type { Prepared } from '../interactions/index.ts';

export type EventRows = {
  total: number;
  columns: Column[];
  numbers: number[];
  rows: CellValue[][];
};

/**
 * Rows of the events table that name the user, the item, or both, with their numbers in it.
 * @throws event_rows_gone where that table is not kept any more
 */
export async function eventRows(
  tables: TableStore,
  { source, itemIds }: Prepared,
  asked: { user: string | null; item: number | null; offset: number; limit: number },
): Promise<EventRows> {
  const { columns } = tableInfo(tables, source.table);
  const equals = (name: string, value: string | undefined): RowFilter[] => {
    const column = columnPlace(name, columns);
    if (value === undefined) return [];
    // Ids are kept as text; in a table of numbers they stand as numbers.
    const numeric = ['integer', 'real', 'boolean'].includes(columns[column]?.type ?? '');
    return [{ type: 'equals', column, value: numeric ? Number(value) : value }];
  };
  const filters = [
    ...equals(source.user, asked.user ?? undefined),
    ...equals(source.item, asked.item === null ? undefined : itemIds[asked.item]),
  ];
  const { offset, limit } = asked;
  const query = { table: source.table, offset, limit, filters, sort: [], search: '' };
  return { ...(await tables.openPage(query)), columns };
}

function tableInfo(tables: TableStore, table: TableId): { columns: Column[] } {
  try {
    return tables.info(table);
  } catch (thrown) {
    if (thrown instanceof PortraitError && thrown.code === 'not_found')
      throw new PortraitError('event_rows_gone');
    throw thrown;
  }
}
