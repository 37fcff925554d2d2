import { describe, expect, it } from 'vitest';
import { createRandom } from '#shared/random/index.ts';
import { TextIndex } from '../../../../../src-main/backend/recommend/user/text-index.ts';

const rows = ['Ann Berlin 034', 'ann-marie Bern 35', 'Bernard 老城区', '', 'multi\nline ann'];
const index = new TextIndex(rows.length, (row) => rows[row]!);

function found(query: string): number[] | null {
  const mask = index.find(query);
  return mask && [...mask.keys()].filter((row) => mask[row] === 1);
}

describe('TextIndex', () => {
  it('finds rows by part of a word, whatever its case', () => {
    expect(found('ANN')).toEqual([0, 1, 4]);
    expect(found('bern')).toEqual([1, 2]);
    expect(found('老城')).toEqual([2]);
  });

  it('wants every word, in any order', () => {
    expect(found('34 ber')).toEqual([0]);
    expect(found('ann bern')).toEqual([1]);
    expect(found('ann nobody')).toEqual([]);
  });

  it('is no filter for an empty query', () => {
    expect(found('  ')).toBeNull();
  });

  it('agrees with a plain search over more rows than one chunk holds', () => {
    const random = createRandom(3);
    const many = Array.from({ length: 120_000 }, () => random.below(1e9).toString(36));
    const large = new TextIndex(many.length, (row) => many[row]!);
    for (const query of ['a', 'zz', '1k', 'q7x']) {
      const mask = large.find(query)!;
      const differing = many.findIndex((text, row) => text.includes(query) !== (mask[row] === 1));
      expect(differing, query).toBe(-1);
    }
  });
});
