import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { modelSpec } from '#shared/model/net/model-spec.ts';
import { histogram } from '#shared/model/run.ts';
import { trainSettings } from '#shared/model/net/train-settings.ts';

const tensors = z.array(
  z.object({
    name: z.string(),
    shape: z.array(z.number()),
    data: z.array(z.number()).transform((list) => new Float32Array(list)),
  }),
);

const goldenRun = z.object({
  name: z.string(),
  spec: modelSpec,
  settings: trainSettings,
  seed: z.number(),
  initial: tensors,
  records: z.array(
    z.object({
      loss: z.number(),
      score: z.number(),
      valLoss: z.number(),
      valScore: z.number(),
      valAuc: z.number().optional(),
    }),
  ),
  last: tensors,
  /** Those with the best validation loss, where the run stops early. */
  best: tensors.nullable(),
  histograms: z.array(z.object({ layer: z.string(), weights: histogram, gradients: histogram })),
});
export type GoldenRun = z.infer<typeof goldenRun>;

const file = z.object({
  data: z.object({
    train: z.number(),
    columns: z.number(),
    x: z.array(z.number()),
    labels: z.record(z.string(), z.array(z.number())),
  }),
  runs: z.array(goldenRun),
});

/** Training runs as Keras makes them; see make.py. */
export const golden = file.parse(
  JSON.parse(readFileSync(new URL('keras.json', import.meta.url), 'utf8')),
);
