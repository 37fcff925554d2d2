import { describe, expect, it } from 'vitest';
import type { CellValue, ColumnType } from '#shared/model/table.ts';
import { createRandom } from '#shared/random/index.ts';
import { hierarchyOf } from '../../../../src-main/backend/anonymity/hierarchy.ts';

const column = (name: string, type: ColumnType, rows: readonly CellValue[]) => {
  const values = [...new Set(rows)];
  const of = Uint32Array.from(rows, (value) => values.indexOf(value));
  const counts = Uint32Array.from(values, (value) => rows.filter((one) => one === value).length);
  return { name, type, part: { of, count: values.length }, ordered: false, values, counts };
};
const levels = (name: string, type: ColumnType, rows: readonly CellValue[]) =>
  hierarchyOf(column(name, type, rows)).map(({ level, labels }) => ({ level, labels }));

const random = createRandom(3);
const ages = Array.from({ length: 500 }, () => 18 + random.below(70));
const cases: [string, ColumnType, CellValue[]][] = [
  ['age', 'integer', ages],
  ['weight', 'real', ages.map((age) => age / 7)],
  ['skewed', 'real', ages.map((age) => Math.exp(age / 5) - 1e4)],
  ['zip', 'text', ages.map((age) => String(91_000 + age * 13))],
  ['visited', 'date', ages.map((age) => `19${age}-0${1 + (age % 9)}-02`)],
  ['city', 'category', ages.map((age) => (age % 7 === 0 ? null : `city ${age % 23}`))],
  ['member', 'boolean', ages.map((age) => age % 2)],
];

describe('the levels of a column', () => {
  it.each(cases)(
    'of %s (%s) are nested, from exact to left out, and lose more and more',
    (...of) => {
      const shown = hierarchyOf(column(...of));
      expect(shown[0]!.level.type).toBe('exact');
      expect(shown.at(-1)!).toMatchObject({ level: { type: 'none' }, count: 1, lost: 1 });
      for (const [at, next] of shown.entries()) {
        if (at === 0) continue;
        const before = shown[at - 1]!;
        expect(next.count).toBeLessThan(before.count);
        expect(next.lost).toBeGreaterThan(before.lost);
        const into = new Map<number, number>();
        for (const [code, fine] of before.classOf.entries()) {
          const coarse = next.classOf[code]!;
          expect(into.get(fine) ?? coarse).toBe(coarse);
          into.set(fine, coarse);
        }
      }
    },
  );

  it('bands of whole numbers are written by their first and last, the tails by one edge', () => {
    const all = Array.from({ length: 61 }, (_, at) => 20 + at);
    const [, first] = levels('age', 'integer', all);
    expect(first!.level).toEqual({ type: 'band', width: 5, from: 25, to: 75, whole: true });
    expect(first!.labels.slice(0, 6)).toEqual(['<25', '<25', '<25', '<25', '<25', '25–29']);
    expect(first!.labels.at(-1)).toBe('≥75');
  });

  it('large whole numbers keep every digit at the edges, and small fractions none too many', () => {
    const large = Array.from({ length: 50 }, (_, at) => 9_007_199_254_600_000 + 997 * at);
    const [, first] = levels('account', 'integer', large);
    const edges = first!.labels.map((label) => String(label).match(/\d+/g)!.map(BigInt));
    for (const [at, [from, to]] of edges.entries())
      if (to !== undefined) {
        expect(from! <= BigInt(large[at]!) && BigInt(large[at]!) <= to).toBe(true);
        expect(to - from!).toBe(4999n);
      }
    const small = Array.from({ length: 30 }, (_, at) => 0.1 * at);
    const [, fine] = levels('rate', 'real', small);
    expect(fine!.labels[4]).toBe('[0.4, 0.6)');
  });

  it('goes by the name where the values do not say what digits mean', () => {
    const numbers = Array.from({ length: 40 }, (_, at) => 10_000 + 700 * at);
    expect(levels('postcode', 'integer', numbers)[1]!.level.type).toBe('prefix');
    expect(levels('post_count', 'integer', numbers)[1]!.level.type).toBe('band');
    const bands = ['18-24', '25-34', '35-44', '45-54', '55-64', '65-74'];
    expect(levels('age', 'text', bands)[1]!.level.type).toBe('common');
  });

  it('codes by what they begin with, dates by month, quarter, year and decade', () => {
    expect(
      levels('zip', 'text', ['12345', '12399', '54321']).map(({ labels }) => labels[0]),
    ).toEqual([...['12345', '123*', null]]);
    const dates = [
      '1981-01-02',
      '1981-01-09',
      '1981-02-01',
      '1981-07-01',
      '1985-01-01',
      '1999-01-01',
    ];
    expect(levels('born', 'date', dates).map(({ labels }) => labels[0])).toEqual([
      ...['1981-01-02', '1981-01', '1981-Q1', '1981', '1980s', null],
    ]);
  });

  it('a few values: the most frequent stay, by frequency and then by name', () => {
    const rows = [...Array(5).fill('a'), ...Array(3).fill('c'), 'b', 'd'];
    const shown = levels('city', 'category', rows);
    expect(shown.map(({ level }) => level)).toEqual([
      ...[{ type: 'exact' }, { type: 'common', keep: 2 }, { type: 'none' }],
    ]);
    expect(shown[1]!.labels).toEqual(['a', 'c', '*', '*']);
  });
});
