import { expect, it } from 'vitest';
import { bracketsOf, epochsOf } from '../../../../src-main/backend/tune/halving.ts';

it('brackets are those of the paper for 81 epochs of which one in three goes on', () => {
  // Li et al. 2018, table 1: n and r of s = 4, 3, 2, 1, 0.
  const brackets = bracketsOf(143, 81, 3);
  expect(brackets.map((rounds) => rounds.map(({ count, epochs }) => [count, epochs]))).toEqual([
    [
      [81, 1],
      [27, 3],
      [9, 9],
      [3, 27],
      [1, 81],
    ],
    [
      [34, 3],
      [11, 9],
      [3, 27],
      [1, 81],
    ],
    [
      [15, 9],
      [5, 27],
      [1, 81],
    ],
    [
      [8, 27],
      [2, 81],
    ],
    [[5, 81]],
  ]);
});

it('brackets begin as many combinations as asked for, and one that goes on pays only what is left', () => {
  for (const trials of [1, 5, 30, 200]) {
    const brackets = bracketsOf(trials, 30, 3);
    expect(brackets.reduce((sum, rounds) => sum + rounds[0]!.count, 0)).toBe(trials);
    for (const rounds of brackets) expect(rounds.at(-1)!.epochs).toBe(30);
  }
  expect(
    epochsOf([
      [
        { count: 9, epochs: 1 },
        { count: 3, epochs: 3 },
        { count: 1, epochs: 9 },
      ],
    ]),
  ).toBe(9 + 6 + 6);
});
