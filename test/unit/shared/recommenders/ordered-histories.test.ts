import { expect, it } from 'vitest';
import { orderedHistories } from '#shared/recommenders/ordered-histories.ts';
import { newUser, plainData, sparse } from '../../engine/recommenders/example-data.ts';

const rows = sparse([
  [0, 2, 5],
  [1, 3],
]);

it('Histories are told from the oldest to the latest, and by number where times are equal', () => {
  const data = { ...plainData(rows, 6), times: Float64Array.of(9, 3, 3, 8, 7) };
  const historyOf = orderedHistories(data);
  expect([...historyOf(0)]).toEqual([2, 5, 0]);
  expect([...historyOf(1)]).toEqual([3, 1]);
  expect([...historyOf({ ...newUser([1, 4]), user: 0 })]).toEqual([2, 5, 0]);
  const described = { ...newUser([0, 1, 4]), times: Float64Array.of(5, 6, 1) };
  expect([...historyOf(described)]).toEqual([4, 0, 1]);
  expect([...data.interactions.index]).toEqual([0, 2, 5, 1, 3]);
});

it('Without times histories stay as they are', () => {
  const historyOf = orderedHistories(plainData(rows, 6));
  expect([...historyOf(0)]).toEqual([0, 2, 5]);
  expect([...historyOf(newUser([4, 1]))]).toEqual([4, 1]);
});
