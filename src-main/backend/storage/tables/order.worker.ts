import { parentPort, workerData } from 'node:worker_threads';
import { toErrorData } from '#shared/errors/portrait-error.ts';
import { openDatabaseFile, type DatabaseFile } from '../encryption/index.ts';
import { rowNumbers } from './row-numbers.ts';
import type { Selection } from './row-selection.ts';

// What order-cache.ts hands over; both sides are ours.
const { file, selection } = workerData as { file: DatabaseFile; selection: Selection };
try {
  const db = openDatabaseFile(file, { readonly: true });
  const numbers = rowNumbers(db, selection);
  db.close();
  parentPort!.postMessage({ type: 'numbers', numbers }, [numbers.buffer]);
} catch (error) {
  parentPort!.postMessage({ type: 'failed', error: toErrorData(error) });
}
