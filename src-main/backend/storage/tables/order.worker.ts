import { parentPort, workerData } from 'node:worker_threads';
import Database from 'better-sqlite3';
import { toErrorData } from '#shared/errors/portrait-error.ts';
import { rowNumbers } from './row-numbers.ts';
import type { Selection } from './row-selection.ts';

// What order-cache.ts hands over; both sides are ours.
const { path, selection } = workerData as { path: string; selection: Selection };
try {
  const db = new Database(path, { readonly: true });
  const numbers = rowNumbers(db, selection);
  db.close();
  parentPort!.postMessage({ type: 'numbers', numbers }, [numbers.buffer]);
} catch (error) {
  parentPort!.postMessage({ type: 'failed', error: toErrorData(error) });
}
