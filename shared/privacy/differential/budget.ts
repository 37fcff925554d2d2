import { cellId, notebookId } from '../../model/ids.ts';
import { z } from 'zod';
import { privacyUnit } from './question.ts';

export const spentLine = z.object({
  seq: z.number().int(),
  /** Milliseconds since 1970. */
  at: z.number(),
  unit: privacyUnit,
  kind: z.string(),
  /** The notebook and cell it was spent by, which may be gone. */
  notebook: notebookId,
  cell: cellId,
  epsilon: z.number(),
  delta: z.number(),
});

/** What may be given away about one row, or one person, over the life of a workspace, and what has been. */
export const privacyBudget = z.object({
  units: z.array(
    z.object({
      unit: privacyUnit,
      epsilon: z.number(),
      delta: z.number(),
      spentEpsilon: z.number(),
      spentDelta: z.number(),
    }),
  ),
  /** The newest first, at most 200. */
  spent: z.array(spentLine),
});
export type PrivacyBudget = z.infer<typeof privacyBudget>;
