import { expect, it } from 'vitest';
import type { RecommendData } from '#shared/engine/recommend.ts';
import { userGroups } from '../../../../../src-main/backend/recommend/compare/user-groups.ts';

it('groups measured users by segment and by thirds of their history', () => {
  const lengths = [1, 2, 3, 4, 5, 6, 7];
  const pointer = Int32Array.from([0, ...lengths.map((_, at) => (at + 1) * (at + 2) * 0.5)]);
  const learn: RecommendData = {
    ...{ users: 7, items: 7, userFeatures: null, itemFeatures: null, itemText: null, terms: 0 },
    ...{ friends: null, segments: Int32Array.from([0, 0, 1, 1, -1, 1, 0]) },
    interactions: { pointer, index: new Int32Array(28), value: new Float32Array(28) },
  };
  const groups = userGroups(
    { learn, segmentNames: ['young', 'old'] },
    Int32Array.from([0, 2, 3, 4, 5, 6]),
  );
  expect(
    groups.map(({ by, name, rows, history }) => [by, name, [...rows], history.from, history.to]),
  ).toEqual([
    ['segment', 'young', [0, 5], 1, 7],
    ['segment', 'old', [1, 2, 4], 3, 6],
    ['segment', '', [3], 5, 5],
    ['activity', 'light', [0, 1], 1, 3],
    ['activity', 'medium', [2, 3], 4, 5],
    ['activity', 'heavy', [4, 5], 6, 7],
  ]);
});
