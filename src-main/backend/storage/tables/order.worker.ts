import { onThread, type Work } from '../../lib/index.ts';
import { openDatabaseFile, type DatabaseFile } from '../encryption/index.ts';
import { rowNumbers } from './row-numbers.ts';
import type { Selection } from './row-selection.ts';

export type OrderWork = Work<
  { file: DatabaseFile; selection: Selection },
  { numbers: Uint32Array<ArrayBuffer> }
>;

await onThread<OrderWork>(({ file, selection }, { send }) => {
  const db = openDatabaseFile(file, { readonly: true });
  const numbers = rowNumbers(db, selection);
  db.close();
  send({ numbers }, [numbers.buffer]);
});
