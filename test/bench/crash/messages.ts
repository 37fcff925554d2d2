import type { EpochRecord } from '../../../shared/model/run.ts';

/** What the backend that will be killed was told is safe: the promise that is checked afterwards. */
export type Acknowledged =
  | { type: 'edit'; notebook: string; count: number; revision: number }
  | { type: 'table'; table: string; rows: number; sum: number }
  | { type: 'epochs'; run: string; records: EpochRecord[] };
