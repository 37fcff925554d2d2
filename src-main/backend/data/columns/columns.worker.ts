import type { ColumnSummary, TableInfo } from '#shared/model/table.ts';
import { onThread, type Work } from '../../lib/index.ts';
import { openDatabaseFile, type DatabaseFile } from '../../storage/index.ts';
import { readLabel } from './label.ts';
import { summariseColumn } from './summarise-column.ts';

export type ColumnsWork = Work<
  { file: DatabaseFile; table: TableInfo; label: string | null },
  { columns: ColumnSummary[] }
>;

await onThread<ColumnsWork>(({ file, table, label }, { send }) => {
  const db = openDatabaseFile(file, { readonly: true });
  const read = label === null ? undefined : readLabel(db, table, label);
  const columns = table.columns.map((_, c) => summariseColumn(db, table, c, read));
  db.close();
  send({ columns });
});
