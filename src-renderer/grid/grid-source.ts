import type { Column, RowFilter, RowPage } from '#shared/model/table.ts';

export type SortKey = { column: number; descending: boolean };
export type GridQuery = {
  offset: number;
  limit: number;
  sort: SortKey[];
  filters: RowFilter[];
  search: string;
};

/** Where a grid's rows come from. A new object means another table: the grid starts again at its top. */
export type GridSource = {
  columns: readonly Column[];
  /** Rows without filters. */
  rows: number;
  /** The greatest row number, where rows keep the numbers of a longer table. */
  lastNumber?: number;
  page(query: GridQuery): Promise<RowPage>;
  /** What of sort, filter and search the source can do. */
  can: { sort: boolean; filter: boolean; search: boolean };
};
