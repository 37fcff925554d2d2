import { describe, expect, it } from 'vitest';
import { createRandom } from '#shared/random/index.ts';
import { select } from '../../../../../src-main/backend/recommend/interactions/select.ts';

describe('select(values, place)', () => {
  it('gives what sorting would put there, for values alike, ascending, descending and at random', () => {
    const random = createRandom(3);
    const lists = [
      Float64Array.of(5),
      new Float64Array(50).fill(7),
      Float64Array.from({ length: 101 }, (_, n) => n),
      Float64Array.from({ length: 101 }, (_, n) => -n),
      Float64Array.from({ length: 999 }, () => Math.floor(random.next() * 40)),
    ];
    for (const list of lists)
      for (const share of [0, 0.2, 0.5, 0.8, 1]) {
        const place = Math.floor(share * (list.length - 1));
        expect(select(list.slice(), place)).toBe(list.slice().sort()[place]);
      }
  });
});
