import { describe, expect, it } from 'vitest';
import { blockOf } from '../../../../src-main/backend/profile/block.ts';
import { cluster } from '../../../../src-main/backend/profile/segments/clusters.ts';
import { fuse, fusedVectors } from '../../../../src-main/backend/profile/fuse.ts';
import { pcaMap, umapMap } from '../../../../src-main/backend/profile/map/map.ts';
import { numerics } from '../../../golden/numerics/golden.ts';

const weights = { attributes: 1, behaviour: 1, embedding: 1, friends: 1 };
const quiet = (): void => undefined;

/** Columns as attributes, fused. */
function fusedOf(table: readonly number[][]) {
  const measures = table[0]!.map((_, column) => ({
    label: { type: 'attribute' as const, column: String(column), value: null },
    value: (user: number) => table[user]![column]!,
  }));
  return fuse(
    [blockOf('attributes', table.length, (user) => user, measures)],
    table.length,
    weights,
  );
}

describe.each(Object.entries(numerics.profiles))('Profiles of %s', (_, golden) => {
  const users = golden.table.length;
  const fused = fusedOf(golden.table);
  const vectors = fusedVectors(fused);
  const width = fused.labels.length;
  const segments = new Set(golden.segments).size;

  it('are standardised as rational numbers have it, without what is the same for all', () => {
    expect(width).toBe(golden.standardised[0]!.length);
    golden.standardised.flat().forEach((z, at) => expect(fused.standardised[at]).toBeCloseTo(z, 5));
  });

  it("have scikit-learn's principal components", () => {
    const { x, y, explained } = pcaMap(vectors, users, 1);
    golden.pca.explained.forEach((share, axis) => expect(explained[axis]).toBeCloseTo(share, 6));
    // Which way an axis points is nobody's choice; both are centred, as the columns are.
    golden.pca.places.forEach(([first, second], user) => {
      expect(Math.abs(x[user]!)).toBeCloseTo(first!, 4);
      expect(Math.abs(y[user]!)).toBeCloseTo(second!, 4);
    });
  });

  it("have scikit-learn's segments, the same for the same seed", () => {
    const found = cluster(vectors, users, segments, 3);
    expect(cluster(vectors, users, segments, 3)).toEqual(found);
    const pairs = new Set(golden.segments.map((segment, user) => `${segment} ${found.of[user]}`));
    expect(pairs.size).toBe(segments);
    let inertia = 0;
    for (let user = 0; user < users; user++)
      found.centres[found.of[user]!]!.forEach(
        (centre, d) => (inertia += (vectors[user * width + d]! - centre) ** 2),
      );
    expect(inertia).toBeCloseTo(golden.inertia, 5);
  });

  it('have finite places by UMAP, the same for the same seed', () => {
    const map = umapMap(vectors, users, 4, quiet);
    expect([...map.x, ...map.y].every(Number.isFinite)).toBe(true);
    expect(umapMap(vectors, users, 4, quiet)).toEqual(map);
  });
});

describe('Segments', () => {
  it('are found whatever the weight of their source', () => {
    const { table, segments } = numerics.profiles['ill']!;
    const vectors = fusedVectors(fusedOf(table)).map((value) => value * 1e-4);
    const found = cluster(vectors, table.length, 3, 3);
    const pairs = new Set(segments.map((segment, user) => `${segment} ${found.of[user]}`));
    expect(pairs.size).toBe(3);
  });
});

describe('A map', () => {
  it.each([1, 2, 3, 4])('by UMAP has places for %i users', (users) => {
    const vectors = Float32Array.from({ length: users * 2 }, (_, at) => at ** 2);
    const map = umapMap(vectors, users, 1, quiet);
    expect([...map.x, ...map.y].every(Number.isFinite)).toBe(true);
  });

  it('keeps rounding off an axis along which nobody differs', () => {
    const vectors = Float32Array.from({ length: 30 }, (_, at) =>
      Math.fround(Math.floor(at / 3) * [0.1, 0.3, 0.7][at % 3]!),
    );
    const { y, explained } = pcaMap(vectors, 10, 1);
    expect([...y]).toEqual(new Array(10).fill(0));
    expect(explained).toEqual([expect.closeTo(1, 9)]);
  });
});
