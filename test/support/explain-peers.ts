import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { modelSpec } from '#shared/model/net/model-spec.ts';

const numbers = z.array(z.number());
const tensors = z.record(z.string(), z.union([numbers, z.array(numbers)]));

const peers = z.object({
  attributions: z.array(
    z.object({
      spec: modelSpec,
      weights: tensors,
      x: numbers,
      baseline: numbers,
      unit: z.number(),
      score: z.number(),
      baselineScore: z.number(),
      contributions: numbers,
    }),
  ),
  table: z.object({
    spec: modelSpec,
    weights: tensors,
    offsets: numbers,
    factors: numbers,
    x: z.array(numbers),
    y: numbers,
    importance: z.object({ mean: numbers, deviation: numbers, repeats: z.number() }),
    dependence: z.array(
      z.object({ values: numbers, average: numbers, individual: z.array(numbers) }),
    ),
  }),
});
export type Peers = z.infer<typeof peers>;

/** What Captum and scikit-learn said: test/peers/explain/oracle.py made it. */
export function readPeers(text?: string): Peers {
  const path = new URL('../golden/explain/peers.json', import.meta.url);
  return peers.parse(JSON.parse(text ?? readFileSync(path, 'utf8')));
}

/** Tensors by name, row-major, as checkpoints keep them. */
export function flat(weights: z.infer<typeof tensors>): Map<string, number[]> {
  return new Map(Object.entries(weights).map(([name, tensor]) => [name, tensor.flat()]));
}
