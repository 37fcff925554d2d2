import { parentPort, workerData } from 'node:worker_threads';
import Database from 'better-sqlite3';
import { toErrorData } from '#shared/errors/portrait-error.ts';
import type { TableInfo } from '#shared/model/table.ts';
import { readLabel } from './label.ts';
import { profileColumn } from './profile-column.ts';

export type ProfileTask = {
  path: string;
  table: TableInfo;
  label: string | null;
};

// What profiles.ts hands over; both sides are ours.
const { path, table, label } = workerData as ProfileTask;
try {
  const db = new Database(path, { readonly: true });
  const read = label === null ? undefined : readLabel(db, table, label);
  const columns = table.columns.map((_, c) => profileColumn(db, table, c, read));
  db.close();
  parentPort!.postMessage({ type: 'columns', columns });
} catch (error) {
  parentPort!.postMessage({ type: 'failed', error: toErrorData(error) });
}
