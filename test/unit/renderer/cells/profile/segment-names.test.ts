import { describe, expect, it } from 'vitest';
import type { DimensionLabel, ProfileOutput } from '#shared/model/cells/profile.ts';
import { plainSegmentNames, segmentKeys } from '#shared/model/segment-names.ts';
import { segmentNames } from '../../../../../src-renderer/cells/parts/profile-words.ts';

const none = { value: 0, low: 0, high: 0 };
const dimension = (
  label: DimensionLabel,
  source: ProfileOutput['dimensions'][number]['source'],
): ProfileOutput['dimensions'][number] => ({
  ...{ label, source, importance: none, gradient: none, missing: 0 },
});
const dimensions = [
  dimension({ type: 'taste', number: 1, high: 'Games', low: 'Books' }, 'embedding'),
  dimension({ type: 'share', category: 'Clothing' }, 'behaviour'),
  dimension({ type: 'daysSinceLast' }, 'behaviour'),
  dimension({ type: 'friendsShare', category: 'Clothing' }, 'friends'),
  dimension({ type: 'attribute', column: 'city', value: 'Bern' }, 'attributes'),
];
type Mark = [dimension: number, difference: number];
const segment = (...marks: Mark[]): ProfileOutput['segments'][number] => ({
  ...{ users: 10, spend: null, recency: null, frequency: 1, top: [] },
  marks: marks.map(([at, difference]) => ({ dimension: at, difference, effect: difference })),
});

describe('a segment', () => {
  it('is called after what its users do and are, before friends and learned axes', () => {
    const segments = [
      segment([0, 3], [3, 2], [1, 1.5], [2, 0.9]),
      segment([3, 2], [4, -0.4], [2, -0.3]),
    ];
    expect(segmentNames({ segments, dimensions })).toEqual([
      'Much Clothing, gone quiet',
      'Not Bern, active lately',
    ]);
  });

  it('is called after friends, then after a learned axis, where nothing else says anything', () => {
    const segments = [segment([0, 3], [3, -0.5], [1, 0.1]), segment([0, -3], [1, 0.19])];
    expect(segmentNames({ segments, dimensions })).toEqual([
      'Friends with little Clothing',
      'Taste for Books',
    ]);
  });

  it('is numbered where another reads alike, and told to be like everyone where nothing stands out', () => {
    const segments = [segment([1, 1]), segment([1, 2]), segment([1, 0.1])];
    expect(segmentNames({ segments, dimensions })).toEqual([
      ...['Much Clothing', 'Much Clothing (2)', 'Like everyone'],
    ]);
  });

  it('keeps a name given by hand as long as it is the same segment', () => {
    const mine = segment([1, 1], [2, 0.5]);
    const [key = ''] = segmentKeys({ segments: [mine], dimensions });
    const names = { [key]: 'Fashion sleepers' };
    expect(segmentNames({ segments: [mine], dimensions }, names)).toEqual(['Fashion sleepers']);
    expect(segmentNames({ segments: [segment([1, -1])], dimensions }, names)).toEqual([
      'Little Clothing',
    ]);
  });

  it('stands in the table by the name given by hand, else by its columns, told apart where two read alike', () => {
    const segments = [segment([1, 1], [2, -0.5]), segment([1, 2], [2, -1]), segment([4, 1])];
    const [, second = '', third = ''] = segmentKeys({ segments, dimensions });
    const plain = ['Clothing +, days_since_last -', 'Clothing +, days_since_last - (2)'];
    expect(plainSegmentNames({ segments, dimensions })).toEqual([...plain, 'city = Bern +']);
    const given = { [second]: 'Regulars', [third]: ' Berne ' };
    expect(plainSegmentNames({ segments, dimensions }, given)).toEqual([
      ...[plain[0], 'Regulars', 'Berne'],
    ]);
  });

  it('is never the name of another, whatever is given by hand', () => {
    const segments = [segment([1, 1]), segment([1, 2]), segment([4, 1])];
    const [one = '', two = '', three = ''] = segmentKeys({ segments, dimensions });
    const given = { [one]: 'A', [two]: 'A', [three]: 'A (2)' };
    expect(plainSegmentNames({ segments, dimensions }, given)).toEqual(['A', 'A (3)', 'A (2)']);
  });
});
