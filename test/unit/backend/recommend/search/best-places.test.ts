import { expect, it } from 'vitest';
import { createRandom } from '#shared/random/index.ts';
import { tasteOf } from '../../../../../src-main/backend/recommend/search/people.ts';
import { bestPlaces } from '../../../../../src-main/backend/recommend/search/searcher.ts';

it('bestPlaces are those of a whole sort, earlier places first where scores are equal', () => {
  const random = createRandom(5);
  for (const count of [0, 1, 7, 300]) {
    const scores = Float64Array.from({ length: count }, () => random.below(40));
    const sorted = [...scores.keys()].sort((a, b) => scores[b]! - scores[a]! || a - b);
    for (const top of [1, 5, 50]) expect(bestPlaces(scores, top)).toEqual(sorted.slice(0, top));
  }
});

it('taste falls with the logarithm of the rank, and is the same for equal scores', () => {
  const taste = tasteOf(Int32Array.of(3, 0, 2, 1), Float32Array.of(9, 4, 4, 1));
  expect(taste[3]).toBeCloseTo(1, 6);
  expect(taste[0]).toBe(taste[2]);
  expect(taste[0]).toBeCloseTo(1 - Math.log(2.5) / Math.log(4), 6);
  expect(taste[1]).toBeCloseTo(0, 6);
});
