import { describe, expect, it } from 'vitest';
import { pcaMap, umapMap } from '../../../../../src-main/backend/profile/map/map.ts';
import { digits } from '../../../../golden/numerics/golden.ts';
import { usersAround } from '../../../../support/blobs.ts';

describe('a map of users', () => {
  it('by principal components keeps the distances of two-dimensional profiles', () => {
    const vectors = Float32Array.from([0, 0, 3, 1, 1, 5, -2, 2, 4, 4]);
    const { x, y, explained } = pcaMap(vectors, 5, 1);
    for (let a = 0; a < 5; a++)
      for (let b = 0; b < 5; b++)
        expect(Math.hypot(x[a]! - x[b]!, y[a]! - y[b]!)).toBeCloseTo(
          Math.hypot(vectors[2 * a]! - vectors[2 * b]!, vectors[2 * a + 1]! - vectors[2 * b + 1]!),
          4,
        );
    expect(explained[0]! + explained[1]!).toBeCloseTo(1, 6);
    expect(explained[0]).toBeGreaterThan(explained[1]!);
  });

  it('has one axis where profiles have one dimension', () => {
    const { y, explained } = pcaMap(Float32Array.from([1, 2, 3]), 3, 1);
    expect(Array.from(y)).toEqual([0, 0, 0]);
    expect(explained).toHaveLength(1);
  });

  it('by UMAP puts groups apart, is the same for the same seed, and places who was not fitted', () => {
    const vectors = usersAround(
      [
        [0, 0, 0],
        [20, 20, 20],
      ],
      160,
      1,
    );
    const report = (): void => undefined;
    const map = umapMap(vectors, 320, 5, report, 300);
    expect(map.fittedOn).toBe(300);
    const mean = (group: number): number =>
      map.x.reduce((sum, x, user) => sum + (user % 2 === group ? x : 0), 0) / 160;
    const spread = Math.max(
      ...[0, 1].map((group) => {
        const centre = mean(group);
        const squares = map.x.reduce(
          (sum, x, user) => sum + (user % 2 === group ? (x - centre) ** 2 : 0),
          0,
        );
        return Math.sqrt(squares / 160);
      }),
    );
    const meanY = (group: number): number =>
      map.y.reduce((sum, y, user) => sum + (user % 2 === group ? y : 0), 0) / 160;
    const apart = Math.hypot(mean(0) - mean(1), meanY(0) - meanY(1));
    expect(apart).toBeGreaterThan(spread);
    expect(umapMap(vectors, 320, 5, report, 300)).toEqual(map);
  });
});

/** Venna & Kaski 2001: 1 where the nearest on the map are among the nearest there are. */
function trustworthiness(
  rows: readonly number[][],
  places: readonly number[][],
  k: number,
): number {
  const nearest = (of: readonly number[][], user: number): number[] => {
    const far = of.map((other) =>
      other.reduce((sum, value, d) => sum + (value - of[user]![d]!) ** 2, 0),
    );
    return [...of.keys()].filter((other) => other !== user).sort((a, b) => far[a]! - far[b]!);
  };
  const n = rows.length;
  let strange = 0;
  for (let user = 0; user < n; user++) {
    const rank = new Map(nearest(rows, user).map((other, at) => [other, at + 1]));
    for (const other of nearest(places, user).slice(0, k))
      strange += Math.max(0, rank.get(other)! - k);
  }
  return 1 - (2 / (n * k * (2 * n - 3 * k - 1))) * strange;
}

describe('a map of handwritten digits', () => {
  const { rows, neighbours, places, umap, pca } = digits;
  const vectors = Float32Array.from(rows.flat());
  const kept = ({ x, y }: { x: Float32Array; y: Float32Array }): number =>
    trustworthiness(
      rows,
      Array.from(x, (value, at) => [value, y[at]!]),
      neighbours,
    );

  it('is measured as scikit-learn measures one', () => {
    expect(trustworthiness(rows, places, neighbours)).toBeCloseTo(digits.trustworthiness, 4);
  });

  it.each([1, 2, 3])('by UMAP keeps neighbours as umap-learn does, seed %i', (seed) => {
    const map = umapMap(vectors, rows.length, seed, () => undefined);
    expect(kept(map)).toBeGreaterThan(umap.least - 2 * (umap.most - umap.least) - 0.005);
  });

  it('by principal components keeps them as scikit-learn does', () => {
    expect(kept(pcaMap(vectors, rows.length, 1))).toBeCloseTo(pca, 3);
  });
});
