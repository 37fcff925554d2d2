import { z } from 'zod';
import { layerSpec, modelSpec, outputSpec } from '../net/model-spec.ts';
import type { CellKindDefinition } from './value-type.ts';

export const layerSummary = z.object({
  name: z.string(),
  outputs: z.number().int(),
  parameters: z.number().int(),
});

export const model = {
  kind: 'model',
  version: 1,
  settings: z.object({
    layers: z.array(layerSpec).default([
      { type: 'dense', units: 64, activation: 'relu', initialiser: 'glorotUniform', l1: 0, l2: 0 },
      { type: 'dropout', rate: 0.5 },
      { type: 'dense', units: 32, activation: 'relu', initialiser: 'glorotUniform', l1: 0, l2: 0 },
      { type: 'dropout', rate: 0.5 },
      { type: 'dense', units: 16, activation: 'relu', initialiser: 'glorotUniform', l1: 0, l2: 0 },
      { type: 'dropout', rate: 0.5 },
    ]),
    /** `auto` follows the label: sigmoid and binary cross-entropy, softmax and categorical, or linear and squared error. */
    output: z.union([z.literal('auto'), outputSpec.omit({ units: true })]).default('auto'),
  }),
  output: z.object({
    spec: modelSpec,
    layers: z.array(layerSummary),
    parameters: z.number().int(),
    /** Address of the features result this model was shaped for. */
    features: z.string(),
  }),
  produces: 'model',
  slots: [{ name: 'features', accepts: ['features'], many: false, optional: false }],
  cost: 'cheap',
  viewers: 'all',
  queries: {},
} as const satisfies CellKindDefinition;
export type ModelSettings = z.infer<typeof model.settings>;
export type ModelOutput = z.infer<typeof model.output>;
