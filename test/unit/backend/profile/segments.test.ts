import { describe, expect, it } from 'vitest';
import { assign, cluster } from '../../../../src-main/backend/profile/segments/clusters.ts';
import { adjustedRand } from '#shared/statistics/adjusted-rand.ts';
import {
  cohensD,
  describeSegments,
} from '../../../../src-main/backend/profile/segments/describe-segments.ts';
import { fifths } from '../../../../src-main/backend/profile/segments/money.ts';
import { proposeCount } from '../../../../src-main/backend/profile/segments/segment-count.ts';
import { gStatistic } from '../../../../src-main/backend/profile/segments/top-items.ts';
import { silhouette } from '../../../../src-main/backend/profile/segments/silhouette.ts';
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
    expect(second.marks[0]).toMatchObject({ dimension: 0, difference: expect.closeTo(10, 0) });
  });

  it('have effect sizes as Cohen has them', () => {
    // numpy: means 4.2 and 2, pooled deviation of [2, 3, 4, 5, 7] and [1, 1, 2, 4]
    const group = (values: readonly number[]) => ({
      count: values.length,
      sum: values.reduce((sum, value) => sum + value, 0),
      squares: values.reduce((sum, value) => sum + value * value, 0),
    });
    expect(cohensD(group([2, 3, 4, 5, 7]), group([1, 1, 2, 4]))).toBeCloseTo(
      1.2762625724537071,
      10,
    );
    expect(cohensD(group([1, 1]), group([1, 1]))).toBeNull();
  });

  it('are as many as were planted, by silhouette and agreement of two halves', () => {
    for (const count of [3, 5]) {
      const centres = Array.from({ length: count }, (_, at) => [
        10 * Math.cos((2 * Math.PI * at) / count),
        10 * Math.sin((2 * Math.PI * at) / count),
      ]);
      const drawn = usersAround(centres, 60, 4);
      const { counts, proposed } = proposeCount(drawn, 60 * count, 1);
      expect(proposed).toBe(count);
      expect(counts.find(({ segments }) => segments === count)?.stability).toBeCloseTo(1, 6);
    }
    expect(proposeCount(usersAround(planted, 10, 2), 30, 1)).toEqual({
      counts: [],
      proposed: null,
    });
  });

  it('agree as scikit-learn’s adjusted_rand_score tells', () => {
    expect(adjustedRand([0, 0, 1, 1, 2, 2, 2], [0, 0, 1, 2, 2, 2, 1])).toBeCloseTo(0.2125, 10);
    expect(adjustedRand([0, 0, 0, 1], [1, 1, 1, 0])).toBe(1);
    expect(adjustedRand([0, 1, 2, 3], [0, 0, 1, 1])).toBe(0);
  });

  it('are known by the items that more of them have, by scipy’s G statistic', () => {
    // scipy 1.x: chi2_contingency([[12, 8], [20, 160]], correction=False, lambda_='log-likelihood')
    expect(gStatistic(12, 20, 32, 200)).toBeCloseTo(23.367930576675484, 9);
  });

  it('share fifths among equal values, the latest being 5', () => {
    const days = Float64Array.from([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
    expect([...fifths(days, true)]).toEqual([5, 5, 4, 4, 3, 3, 2, 2, 1, 1]);
    expect([...fifths(Float64Array.from([1, 1, 1, 1, 9]))]).toEqual([1, 1, 1, 1, 5]);
  });

  it('take in a user by the nearest centre', () => {
    const of = assign(Float32Array.from([9, 1]), 1, clusters.centres);
    expect(of[0]).toBe(clusters.of[1]);
  });
});
