import { describe, expect, it } from 'vitest';
import { createRandom } from '#shared/random/index.ts';
import { association, type Associated } from '#shared/statistics/association.ts';
import { golden } from '../../../golden/statistics/reference.ts';

const random = createRandom(11);
const numbers = (values: number[]): Associated => ({
  kind: 'number',
  values: Float64Array.from(values),
});
const texts = (values: (string | null)[]): Associated => {
  const known = [...new Set(values.filter((value) => value !== null))];
  const groups = values.map((value) => (value === null ? -1 : known.indexOf(value)));
  return { kind: 'groups', groups, count: known.length };
};
const binary = (codes: number[]) => ({ kind: 'classes' as const, codes, classes: 2 });
const coin = (rows: number, share = 0.5): number[] =>
  Array.from({ length: rows }, () => Number(random.next() < share));
const gaps = <T>(values: T[], share: number, gap: T): T[] =>
  values.map((value) => (random.next() < share ? gap : value));

describe('a column that gives the label away', () => {
  const label = coin(400);
  const told = (column: Associated, codes = label): boolean | undefined =>
    association(column, binary(codes))?.leaks;

  it('is told with gaps, as text and as a number', () => {
    const words = label.map((code) => (code === 1 ? 'paid' : 'open'));
    expect(told(texts(words))).toBe(true);
    expect(told(texts(gaps<string | null>(words, 0.3, null)))).toBe(true);
    expect(told(texts(gaps<string | null>(words, 0.8, null)))).toBe(true);
    const noisy = label.map((code) => code * 3 - random.next());
    expect(told(numbers(noisy))).toBe(true);
    expect(told(numbers(gaps(noisy, 0.3, NaN)))).toBe(true);
    expect(told(numbers(gaps(noisy, 0.3, NaN).map((value) => -value)))).toBe(true);
  });

  it('is told where the label alternates by row, and where all of one class come first', () => {
    for (const codes of [label.map((_, row) => row % 2), label.map((_, row) => +(row > 150))]) {
      expect(told(texts(codes.map((code) => 'ab'[code] ?? '')), codes)).toBe(true);
      expect(told(numbers(gaps(codes, 0.3, NaN)), codes)).toBe(true);
    }
  });

  it('is told of many words for each class', () => {
    const words = label.map((code) => `${code === 1 ? 'win' : 'lose'} ${random.below(20)}`);
    expect(told(texts(words))).toBe(true);
  });

  it('is told by the pattern of its gaps alone', () => {
    expect(told(numbers(label.map((code) => (code === 1 ? random.next() : NaN))))).toBe(true);
    expect(told(texts(label.map((code) => (code === 1 ? 'x' : null))))).toBe(true);
  });

  it('is told where the numbers of a class lie in the middle', () => {
    const middle = label.map((code) => (code === 1 ? 4 + random.next() : random.below(2) * 8));
    expect(told(numbers(middle))).toBe(true);
  });

  it('is told of a rare label, and of one row in sixty-six wrong', () => {
    const rare = coin(2000, 0.01);
    expect(told(numbers(rare.map((code) => code + random.next() / 2)), rare)).toBe(true);
    const flawed = coin(2000);
    expect(told(numbers(flawed.map((c, row) => (row % 66 === 0 ? 1 - c : c))), flawed)).toBe(true);
  });

  it('is told of several classes and of numbers', () => {
    const codes = Array.from({ length: 300 }, () => random.below(5));
    const classes = { kind: 'classes' as const, codes, classes: 5 };
    expect(association(texts(codes.map((code) => `c${code}`)), classes)?.leaks).toBe(true);
    expect(association(numbers(gaps(codes, 0.3, NaN)), classes)?.leaks).toBe(true);
    const values = Float64Array.from(codes, () => Math.exp(10 * random.next()));
    const label = { kind: 'number' as const, values };
    const taxed = [...values].map((value) => Math.log(value * 1.2));
    expect(association(numbers(taxed), label)?.leaks).toBe(true);
    expect(association(numbers(gaps(taxed, 0.3, NaN)), label)?.leaks).toBe(true);
  });
});

describe('a column that does not give the label away', () => {
  it('is not told: a city that is only seen later, beside a label that alternates by row', () => {
    const rows = Array.from({ length: 400 }, (_, row) => row);
    const cities = rows.map((row) => (row < 200 ? ['Rome', 'Oslo'][(row % 4) >> 1]! : 'Lima'));
    const found = association(texts(cities), binary(rows.map((row) => row % 2)));
    expect(found?.strength).toBeLessThan(0.01);
    expect(found?.leaks).toBe(false);
  });

  it('is not told of an identifier', () => {
    const rows = Array.from({ length: 300 }, (_, row) => row);
    const codes = coin(300);
    expect(association(texts(rows.map((row) => `u${row}`)), binary(codes))?.leaks).toBe(false);
    expect(association(numbers(rows), binary(codes))?.leaks).toBe(false);
  });

  it('is not told by chance, however few rows or positives there are', () => {
    let told = 0;
    for (let trial = 0; trial < 3000; trial++) {
      const rows = 6 + (trial % 40);
      const codes = trial % 2 === 0 ? coin(rows) : Array.from({ length: rows }, (_, r) => +(r < 2));
      const noise = numbers(codes.map(() => random.next()));
      const words = texts(codes.map(() => 'abcdefgh'[random.below(8)] ?? ''));
      told += [noise, words].filter((one) => association(one, binary(codes))?.leaks).length;
    }
    expect(told).toBe(0);
  });

  it('is not told of the strongest columns of Iris and Breast Cancer Wisconsin', () => {
    const label = { kind: 'classes' as const, codes: golden.iris.codes, classes: 3 };
    for (const values of golden.iris.columns) {
      expect(association({ kind: 'number', values }, label)?.leaks).toBe(false);
    }
    const { scores, labels, auc } = golden.worstPerimeter;
    const found = association(numbers(scores), binary(labels));
    expect(found?.strength).toBeCloseTo(2 * auc - 1, 12);
    expect(found?.leaks).toBe(false);
  });

  it('says nothing where nothing can be said', () => {
    expect(association(numbers([NaN, NaN]), binary([0, 1]))).toBeNull();
    expect(association(texts(['a', 'a']), binary([0, 1]))).toBeNull();
  });
});
