import type { FeaturesOutput } from '#shared/model/cells/features.ts';
import type { Augmentation } from '#shared/model/net/augmentation.ts';
import { deriveSeed } from '#shared/random/index.ts';
import { encodedPart } from '../encoded.ts';
import type { Stored } from '../raw-rows.ts';
import { augmentRows, checkSize, type EncodedSet } from './augment-rows.ts';

/** The rows an augmentation makes of the training rows of Features; `seed` is the training's. Throws as `augmentRows`. */
export async function madeRows(
  workspace: Stored,
  features: FeaturesOutput,
  augmentation: Augmentation,
  seed: number,
  pace: () => Promise<void>,
): Promise<EncodedSet> {
  checkSize(features.rows.train * features.prep.features.length);
  const chunks = await gathered(encodedPart(workspace, features, 'train'), pace);
  const learnt = joined(chunks, features.rows.train);
  return augmentRows(features.prep, augmentation, learnt, deriveSeed(seed, 'augmentation'), pace);
}

type Chunk = { x: Float32Array; y: Float32Array };

/** All chunks at once, the event loop let run in between. */
export async function gathered(
  chunks: Iterable<Chunk>,
  pace: () => Promise<void>,
): Promise<Chunk[]> {
  const all: Chunk[] = [];
  for (const { x, y } of chunks) {
    all.push({ x, y });
    await pace();
  }
  return all;
}

/** Rows of a set, at most so many values of x at once: no message to the engine is as large as all of them. */
export function* inChunks(
  { x, y, rows }: EncodedSet,
  values = 1_000_000,
): Generator<Chunk & { first: number }> {
  const [width, targets] = [x.length / rows, y.length / rows];
  const batch = Math.max(1, Math.floor(values / width));
  for (let first = 0; first < rows; first += batch) {
    const end = Math.min(rows, first + batch);
    yield {
      first,
      x: x.slice(first * width, end * width),
      y: y.slice(first * targets, end * targets),
    };
  }
}

/** Chunks of encoded rows as one set. */
export function joined(chunks: readonly Chunk[], rows: number): EncodedSet {
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
