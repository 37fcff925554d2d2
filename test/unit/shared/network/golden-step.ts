import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { modelSpec } from '#shared/model/net/model-spec.ts';
import { optimizer } from '#shared/model/net/train-settings.ts';
import { sharedData } from '../../../support/shared-data.ts';

const matrix = z.array(z.array(z.number()));
const tensor = z.union([matrix, z.array(z.number())]);
const tensors = z.record(z.string(), tensor);
const layer = z.record(z.string(), z.union([z.string(), tensor, z.number()]));

const update = z.object({
  optimizer: z.looseObject({
    type: z.string(),
    learningRate: z.number(),
    form: z.enum(['keras', 'textbook']).default('keras'),
  }),
  steps: z.array(
    z.object({
      step: z.number(),
      lossBefore: z.number(),
      gradientNorm: z.number(),
      slots: z.record(z.string(), tensors),
      parameters: tensors,
      lossAfter: z.number(),
    }),
  ),
});

export const goldenStep = z.object({
  spec: modelSpec,
  x: matrix,
  y: matrix,
  dropoutKeep: z.array(matrix),
  parameters: tensors,
  forward: z.array(layer),
  loss: z.object({
    rows: z.array(z.number()),
    weightedMean: z.number(),
    penalty: z.number(),
    total: z.number(),
  }),
  backward: z.array(layer),
  gradients: tensors,
  gradientNorm: z.number(),
  movingAfter: tensors.nullable(),
  updates: z.array(update),
  finiteDifferences: tensors,
});
export type GoldenStep = z.infer<typeof goldenStep>;

/** A golden training step made in float64 by three independent ways, or undefined where the data is not here. */
export function readGoldenStep(name: string): GoldenStep | undefined {
  const path = sharedData(`teaching/${name}.json`);
  if (path === undefined) return undefined;
  return goldenStep.parse(JSON.parse(readFileSync(path, 'utf8')));
}

export { optimizer };
