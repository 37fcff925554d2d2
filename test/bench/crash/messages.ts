import type { EpochRecord } from '../../../shared/model/run.ts';

/** What happens to the file at a random moment, before everything is killed at another. */
export const faults = ['kill', 'rename', 'delete', 'fill'] as const;
export type Fault = (typeof faults)[number];

/** What the backend that will be killed was told is safe: the promise that is checked afterwards. */
export type Acknowledged =
  | { type: 'edit'; notebook: string; count: number; revision: number }
  | { type: 'table'; table: string; rows: number; sum: number }
  | { type: 'epochs'; run: string; records: EpochRecord[] }
  /** The workspace file was taken away, and everything saved to another. */
  | { type: 'saved'; path: string };
