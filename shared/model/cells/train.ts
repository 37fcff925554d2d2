import { runId } from '../ids.ts';
import { z } from 'zod';
import { engineInfo, epochRecord, runEnd } from '../run.ts';
import { augmentationType } from '../net/augmentation.ts';
import { trainSettings } from '../net/train-settings.ts';
import type { CellKindDefinition } from './value-type.ts';

export const train = {
  kind: 'train',
  version: 1,
  settings: trainSettings,
  output: z.object({
    run: runId,
    engine: engineInfo,
    end: runEnd,
    epochs: z.array(epochRecord),
    bestEpoch: z.number().int(),
    steps: z.number().int(),
    seconds: z.number(),
    parameters: z.number().int(),
    /** SHA-256 of the kept weights' bytes: equal numbers mean equal weights. */
    weightsHash: z.string(),
    diverged: z.object({ step: z.number(), value: z.string() }).nullable(),
    /** Address of the features result the run was trained on. */
    features: z.string(),
    /** Validation loss over training loss at the end, where it points to overfitting. */
    gap: z
      .object({ train: z.number(), validation: z.number(), risingSince: z.number().nullable() })
      .nullable(),
    /** Rows made of the training rows and learnt beside them; absent where none were asked for. */
    augmented: z.object({ type: augmentationType, rows: z.number().int() }).optional(),
    /** What the run gave away about each row it was trained on; absent where nothing was promised. */
    privacy: z
      .object({
        epsilon: z.number(),
        delta: z.number(),
        clip: z.number(),
        /** Noise over the sensitivity of a step, chance of a row to be in one. */
        noise: z.number(),
        rate: z.number(),
      })
      .optional(),
  }),
  produces: 'run',
  slots: [{ name: 'model', accepts: ['model'], many: false, optional: false }],
  cost: 'heavy',
  usesSeed: true,
  unaddressed: ['device', 'histograms'],
  // To train privately spends: nothing does but who asks for it.
  waitsForRun: ({ privacy }: { privacy?: unknown }) => privacy !== undefined,
  viewers: 'all',
  queries: {},
} as const satisfies CellKindDefinition;
export type TrainOutput = z.infer<typeof train.output>;
