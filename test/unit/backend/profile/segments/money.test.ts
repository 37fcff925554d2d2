import { describe, expect, it } from 'vitest';
import { rfmGroups, segmentMoney } from '../../../../../src-main/backend/profile/segments/money.ts';

// Sums by Python's math.fsum.
describe('money of segments and groups', () => {
  const rfm = {
    days: Float64Array.of(1, 1, 1, 1),
    events: Float64Array.of(2, 2, 2, 2),
    spend: Float64Array.of(1e16, 1, -1e16, 0.25),
  };

  it('adds up exactly to rounding', () => {
    const [money] = segmentMoney(rfm, new Int32Array(4), 1);
    expect(money).toEqual({ spend: 1.25, recency: 1, frequency: 2 });
    expect(rfmGroups(rfm)).toMatchObject([{ users: 4, spend: 0.3125 }]);
  });

  it('passes the end of what a number can hold on the way', () => {
    const spend = Float64Array.of(1e308, 1e308, -1e308, -1e308);
    expect(segmentMoney({ ...rfm, spend }, new Int32Array(4), 1)[0]!.spend).toBe(0);
    expect(rfmGroups({ ...rfm, spend })[0]!.spend).toBe(0);
  });

  it('has nothing of a segment without users, nor without prices', () => {
    const [, empty] = segmentMoney(rfm, new Int32Array(4), 2);
    expect(empty).toEqual({ spend: 0, recency: null, frequency: 0 });
    expect(segmentMoney({ ...rfm, spend: null }, new Int32Array(4), 1)[0]!.spend).toBeNull();
  });
});
