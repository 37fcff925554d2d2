import { describe, expect, it } from 'vitest';
import { assign, cluster } from '../../../../src-main/backend/profile/clusters.ts';
import { describeSegments } from '../../../../src-main/backend/profile/describe-segments.ts';
import { silhouette } from '../../../../src-main/backend/profile/silhouette.ts';
import { usersAround } from '../../../support/blobs.ts';

const planted = [
  [0, 0],
  [10, 0],
  [0, 10],
];

describe('segments of users', () => {
  const vectors = usersAround(planted, 40, 2);
  const clusters = cluster(vectors, 120, 3, 1);

  it('are the planted groups', () => {
    for (let user = 0; user < 120; user++) expect(clusters.of[user]).toBe(clusters.of[user % 3]);
    expect(new Set(clusters.of.slice(0, 3)).size).toBe(3);
  });

  it('are the same for the same seed', () => {
    expect(cluster(vectors, 120, 3, 1)).toEqual(clusters);
  });

  it('are no more than there are different users', () => {
    const alike = Float32Array.from({ length: 20 }, (_, at) => (at < 10 ? 0 : 1));
    expect(cluster(alike, 10, 6, 1).centres).toHaveLength(2);
  });

  it('have the silhouette that scikit-learn 1.9.1 tells', () => {
    // silhouette_score([[0, 0], [0, 1], [4, 0], [4, 2], [9, 9]], [0, 0, 1, 1, 2])
    const few = Float32Array.from([0, 0, 0, 1, 4, 0, 4, 2, 9, 9]);
    const of = Int32Array.from([0, 0, 1, 1, 2]);
    expect(silhouette(few, 5, { of, centres: [[0], [1], [2]] }, 1)).toBeCloseTo(0.512720024, 6);
  });

  it('are told apart by the dimensions that differ most from everyone', () => {
    const fused = {
      ...{ users: 120, sources: [], raw: Float64Array.from(vectors) },
      labels: [{ type: 'items' as const }, { type: 'price' as const }],
      standardised: vectors,
      scale: Float32Array.from([1, 1]),
      missing: new Int32Array(2),
      mean: new Float64Array(2),
      deviation: new Float64Array(2),
    };
    const second = describeSegments(fused, clusters)[clusters.of[1]!]!;
    expect(second.users).toBe(40);
    expect(second.marks[0]).toEqual({ dimension: 0, difference: expect.closeTo(10, 0) });
  });

  it('take in a user by the nearest centre', () => {
    const of = assign(Float32Array.from([9, 1]), 1, clusters.centres);
    expect(of[0]).toBe(clusters.of[1]);
  });
});
