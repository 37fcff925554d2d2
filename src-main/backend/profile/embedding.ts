import type { DenseRows } from '#shared/engine/recommend.ts';
import type { Prepared } from '../recommend/index.ts';
import { blockOf, type Block } from './block.ts';
import { leastVariance, principalAxes } from './map/principal-axes.ts';
import { sampleRows } from './sample.ts';

/** Directions of the learned space that become dimensions. */
const directions = 6;
/** Share of the variance of the user vectors below which a direction is left out. */
const leastShare = 0.1;
const fittedOn = 10_000;
/** Items at either end of a direction that are looked at for its name. */
const namingItems = 30;

/** The directions: [directions, width] row by row, and what each is called. */
export type TasteAxes = { width: number; values: Float32Array };

/**
 * What a recommender has learned of users: the principal directions of its user vectors, each named by what the items
 * that lie furthest along it and against it are, and weighing what it carries of the variance. Null where the recommender has no
 * user vectors, or where no direction carries a tenth of theirs.
 */
export function embeddingBlock(
  prepared: Prepared,
  vectors: { users: DenseRows | null; items: DenseRows | null },
  seed: number,
): { block: Block; axes: TasteAxes } | null {
  if (vectors.users === null) return null;
  const { columns: width, value: users } = vectors.users;
  const vectorOf = (user: number): Float32Array => users.subarray(user * width, (user + 1) * width);
  const sample = Array.from(sampleRows(prepared.learn.users, fittedOn, seed), (user) =>
    Array.from(vectorOf(user)),
  );
  const { axes: found, eigenvalues } = principalAxes(sample);
  // Beside the others a direction with next to no variance is the rounding of float32.
  const total = eigenvalues.reduce((sum, value) => sum + value, 0);
  const shares = eigenvalues.map((value) => (total > 0 ? value / total : 0));
  const real = eigenvalues.filter(
    (value, at) => value > leastVariance * eigenvalues[0]! && shares[at]! >= leastShare,
  ).length;
  const count = Math.min(directions, real);
  if (count === 0) return null;
  const values = Float32Array.from(
    { length: count * width },
    (_, at) => found[Math.floor(at / width)]![at % width]!,
  );
  const axes = { width, values };
  const items = vectors.items?.columns === width ? vectors.items.value : null;
  const block = blockOf(
    'embedding',
    prepared.learn.users,
    vectorOf,
    Array.from({ length: count }, (_, direction) => ({
      label: {
        type: 'taste' as const,
        number: direction + 1,
        ...(items ? ends(prepared, along(items, axes, direction)) : { high: null, low: null }),
      },
      value: (vector: Float32Array) => alongAxis(vector, axes, direction),
    })),
  );
  return { block: { ...block, weights: shares.slice(0, count) }, axes };
}

/** Place of one vector along a direction. */
export function alongAxis(
  vector: Float32Array,
  { width, values }: TasteAxes,
  direction: number,
): number {
  let sum = 0;
  for (let c = 0; c < width; c++) sum += vector[c]! * values[direction * width + c]!;
  return sum;
}

function along(items: Float32Array, axes: TasteAxes, direction: number): Float32Array {
  const { width } = axes;
  return Float32Array.from({ length: items.length / width }, (_, item) =>
    alongAxis(items.subarray(item * width, (item + 1) * width), axes, direction),
  );
}

function ends(
  { categories, titles }: Prepared,
  places: Float32Array,
): { high: string; low: string } {
  const order = [...places.keys()].sort((a, b) => places[b]! - places[a]!);
  const [high, low] = [order.slice(0, namingItems), order.slice(-namingItems).reverse()];
  const label = (items: readonly number[]): string =>
    categories
      ? mostFrequent(items.map((item) => categories[item] ?? ''))
      : (titles[items[0]!] ?? '');
  return { high: label(high), low: label(low) };
}

function mostFrequent(names: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const name of names) if (name !== '') counts.set(name, (counts.get(name) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0] ?? '';
}
