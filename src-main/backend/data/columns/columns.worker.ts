import { parentPort, workerData } from 'node:worker_threads';
import { toErrorData } from '#shared/errors/portrait-error.ts';
import type { TableInfo } from '#shared/model/table.ts';
import { openDatabaseFile, type DatabaseFile } from '../../storage/index.ts';
import { readLabel } from './label.ts';
import { summariseColumn } from './summarise-column.ts';

export type ColumnsTask = {
  file: DatabaseFile;
  table: TableInfo;
  label: string | null;
};

// What column-summaries.ts hands over; both sides are ours.
const { file, table, label } = workerData as ColumnsTask;
try {
  const db = openDatabaseFile(file, { readonly: true });
  const read = label === null ? undefined : readLabel(db, table, label);
  const columns = table.columns.map((_, c) => summariseColumn(db, table, c, read));
  db.close();
  parentPort!.postMessage({ type: 'columns', columns });
} catch (error) {
  parentPort!.postMessage({ type: 'failed', error: toErrorData(error) });
}
