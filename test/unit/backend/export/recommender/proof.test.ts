import { describe, expect, it } from 'vitest';
import { listFault } from '../../../../../src-main/backend/export/recommender/proof.ts';

const wanted = [
  { item: 'a', score: 3, own: 3 },
  { item: 'b', score: 2, own: 2 },
  { item: 'c', score: 2 - 1e-6, own: 2 - 1e-6 },
  { item: 'd', score: 1, own: 1 },
];
const list = (...names: string[]) =>
  names.map((item) => ({ item, score: wanted.find((one) => one.item === item)?.score ?? 0 }));

describe('A list of the exported recommender', () => {
  it.each([
    [list('a', 'b', 'c'), 3],
    [list('a', 'b', 'c', 'd'), 10],
    // Scores that 32 bits cannot tell apart.
    [list('a', 'c', 'b'), 3],
  ])('agrees with the application’s: %j', (told, most) => {
    expect(listFault(told, wanted, most)).toBeNull();
  });

  it('is told from it where it is too short, empty, or too long', () => {
    expect(listFault(list('a', 'b'), wanted, 3)).toBe('2 items ≠ 3');
    expect(listFault([], wanted, 3)).toBe('0 items ≠ 3');
    expect(listFault(list('a', 'b', 'c', 'd'), wanted, 3)).toBe('4 items ≠ 3');
    expect(listFault(list('a'), [], 3)).toBe('1 items ≠ 0');
  });

  it('is told from it by an item, an order or a score', () => {
    expect(listFault(list('a', 'b', 'd'), wanted, 3)).toContain('≠');
    expect(listFault(list('b', 'a', 'c'), wanted, 3)).toContain('≠');
    expect(listFault([{ item: 'a', score: 3.1 }], wanted, 1)).toBe('3.1 ≠ 3');
    expect(listFault([{ item: 'a', score: NaN }], wanted, 1)).toBe('NaN ≠ 3');
    const swapped = [{ item: 'x', score: 3 }];
    expect(listFault(swapped, [{ item: 'a', score: 3, own: 2 }], 1)).toBe('x ≠ a');
  });
});
