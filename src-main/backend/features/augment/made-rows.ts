import type { FeaturesOutput } from '#shared/model/cells/features.ts';
import type { Augmentation } from '#shared/model/net/augmentation.ts';
import { deriveSeed } from '#shared/random/index.ts';
import { encodedPart } from '../encoded.ts';
import type { Stored } from '../raw-rows.ts';
import { augmentRows, type EncodedSet } from './augment-rows.ts';

/** The rows an augmentation makes of the training rows of Features; `seed` is the training's. Throws as `augmentRows`. */
export async function madeRows(
  workspace: Stored,
  features: FeaturesOutput,
  augmentation: Augmentation,
  seed: number,
  pace: () => Promise<void>,
): Promise<EncodedSet> {
  const chunks = [];
  for (const { x, y } of encodedPart(workspace, features, 'train')) {
    chunks.push({ x, y });
    await pace();
  }
  const learnt = joined(chunks, features.rows.train);
  return augmentRows(features.prep, augmentation, learnt, deriveSeed(seed, 'augmentation'), pace);
}

/** Chunks of encoded rows as one set. */
export function joined(
  chunks: readonly { x: Float32Array; y: Float32Array }[],
  rows: number,
): EncodedSet {
  const size = (side: 'x' | 'y'): number => chunks.reduce((sum, one) => sum + one[side].length, 0);
  const set = { x: new Float32Array(size('x')), y: new Float32Array(size('y')), rows };
  const at = { x: 0, y: 0 };
  for (const chunk of chunks)
    for (const side of ['x', 'y'] as const) {
      set[side].set(chunk[side], at[side]);
      at[side] += chunk[side].length;
    }
  return set;
}
