import { cellId, resultAddress, runId } from '../model/ids.ts';
import { z } from 'zod';
import { errorData } from '../errors/index.ts';
import { json } from '../model/json.ts';

/** Why a cell's result does not count any more; the renderer says it in words. */
export const staleReason = z.discriminatedUnion('type', [
  z.object({ type: z.literal('never_run') }),
  z.object({
    type: z.literal('setting'),
    /** The cell whose setting changed: this one or one before it. */
    cell: cellId,
    path: z.array(z.union([z.string(), z.number()])),
    before: json,
    after: json,
  }),
  z.object({ type: z.literal('input'), cell: cellId, slot: z.string() }),
  z.object({ type: z.literal('data'), cell: cellId }),
  z.object({ type: z.literal('seed'), before: z.number(), after: z.number() }),
  z.object({ type: z.literal('version'), cell: cellId }),
  z.object({ type: z.literal('upstream'), cell: cellId }),
]);
export type StaleReason = z.infer<typeof staleReason>;

export const progress = z.object({
  /** What is being done, as a message key of the renderer. */
  stage: z.string(),
  done: z.number(),
  total: z.number().nullable(),
  unit: z.enum(['rows', 'bytes', 'steps', 'epochs', 'users', 'parts', 'pairs']),
  /** Units a second, and seconds left, where they can be told. */
  rate: z.number().nullable(),
  secondsLeft: z.number().nullable(),
  /** What of it is being done, in the user's own names (a cell, a setting). */
  note: z.string().optional(),
  /** What is known of the result already, in the kind's own shape; small. */
  standing: json.optional(),
});
export type Progress = z.infer<typeof progress>;
/** What whoever does the work tells of it; rate and time left are measured. */
export type ProgressReport = Omit<Progress, 'rate' | 'secondsLeft'>;

export const cellStatus = z.enum(['fresh', 'stale', 'queued', 'running', 'failed', 'stopped']);
export type CellStatus = z.infer<typeof cellStatus>;

export const cellState = z.object({
  cell: cellId,
  status: cellStatus,
  reasons: z.array(staleReason),
  progress: progress.nullable(),
  error: errorData.nullable(),
  /** Address this cell has now; null while an input is missing. */
  address: resultAddress.nullable(),
  /** Address of the result shown (the last one while stale); null where there is none. */
  shown: z.string().nullable(),
  milliseconds: z.number().nullable(),
  /** For a training cell: the run to follow live, also while it has no result yet. */
  run: runId.nullable(),
});
export type CellState = z.infer<typeof cellState>;
