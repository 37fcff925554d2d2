import type { CellValue, TableInfo } from '#shared/model/table.ts';
import type { TableStore } from '../storage/index.ts';

/** A stored table as fitting sees it: its description and any number of scans in row order. */
export type TableSource = {
  info: TableInfo;
  /** Batches of rows with the given columns; `first` counts rows from 0. */
  scan(columns: number[]): Iterable<{ first: number; rows: CellValue[][] }>;
};

export function tableSource(tables: Pick<TableStore, 'info' | 'scan'>, id: string): TableSource {
  return {
    info: tables.info(id),
    *scan(columns) {
      for (const { first, rows } of tables.scan(id, { columns })) yield { first: first - 1, rows };
    },
  };
}
