import { cellId, resultAddress } from '../ids.ts';
import { z } from 'zod';
import { json } from '../json.ts';

/** A named list of points over epochs. */
const curve = z.object({ name: z.string(), x: z.array(z.number()), y: z.array(z.number()) });

/** One attempt at learning something: a training run, or the fit of a recommender. */
export const runLine = z.object({
  /** Of the run, or the address of a fit's result. */
  id: z.string(),
  kind: z.enum(['train', 'recommend']),
  cell: cellId,
  /** Which of its cell's it is, from 1, oldest first. */
  number: z.number().int(),
  /** Whether the cell shows this one now. */
  shown: z.boolean(),
  /** Everything that was chosen, as the cells have it: of training with the network, or of the algorithm. */
  settings: z.record(z.string(), json),
  seed: z.number().nullable(),
  /** What it was learnt from; null where that is not known (yet, or any more). */
  data: z
    .object({
      /** Names of the Data cells, and of the cell whose result it learnt from, as they were then. */
      sources: z.array(z.string()),
      through: z.string(),
      /** Address of that result: equal addresses are equal rows. */
      address: resultAddress,
    })
    .nullable(),
  startedAt: z.number(),
  seconds: z.number(),
  state: z.enum([
    ...['preparing', 'running', 'paused', 'not_begun'],
    ...['finished', 'early_stopped', 'stopped', 'diverged', 'crashed'],
  ] as const),
  parameters: z.number().nullable(),
  /** At the epoch whose weights were kept, and as Evaluate and Compare measured it: `validation auc`, `ndcg@10`. */
  metrics: z.array(z.object({ name: z.string(), value: z.number() })),
  curves: z.array(curve),
  pinned: z.boolean(),
  /** Left out of the list until it is put back. */
  removed: z.boolean(),
});
export type RunLine = z.infer<typeof runLine>;

/** Whether less is better, by a metric's name. */
export function isLowerBetter(metric: string): boolean {
  return /loss|mae|rmse|error|brier/.test(metric);
}
