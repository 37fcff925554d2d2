import { describe, expect, it } from 'vitest';
import type { FittedPrep, FittedStep } from '#shared/model/prep.ts';
import type { CellValue, ColumnType } from '#shared/model/table.ts';
import { decodeNumber, encodeRows, featureNames } from '#shared/encoding/index.ts';

function prepOf(type: ColumnType, step: FittedStep): FittedPrep {
  const columns = [
    { name: 'c', type },
    { name: 'label', type: 'boolean' as const },
  ];
  const label = {
    column: 'label',
    kind: 'binary' as const,
    classes: ['FALSE', 'TRUE'],
    offset: 0,
    factor: 1,
  };
  return { version: 1, columns, steps: [step], label, ...featureNames({ columns, steps: [step] }) };
}

function encode(type: ColumnType, step: FittedStep, values: CellValue[]): number[][] {
  const prep = prepOf(type, step);
  const { x } = encodeRows(
    prep,
    values.map((value) => [value, 1]),
  );
  const width = prep.features.length;
  return values.map((_, row) => [...x.subarray(row * width, (row + 1) * width)]);
}

const oneHot: FittedStep = {
  type: 'oneHot',
  column: 'c',
  values: ['a', 'b'],
  other: false,
  missing: true,
};

describe('encoding one column', () => {
  it('sets one feature per category, none for an unseen one, and the missing mark', () => {
    expect(prepOf('category', oneHot).features).toEqual(['c=a', 'c=b', 'c missing']);
    expect(encode('category', oneHot, ['b', 'zz', null])).toEqual([
      [0, 1, 0],
      [0, 0, 0],
      [0, 0, 1],
    ]);
  });

  it('sends unseen categories to “other” where rare ones share it', () => {
    const step: FittedStep = { ...oneHot, other: true, missing: false };
    expect(prepOf('category', step).features).toEqual(['c=a', 'c=b', 'c=other']);
    expect(encode('category', step, ['zz', null])).toEqual([
      [0, 0, 1],
      [0, 0, 0],
    ]);
  });

  it('reads stored booleans as FALSE and TRUE', () => {
    const step: FittedStep = { ...oneHot, values: ['FALSE', 'TRUE'], missing: false };
    expect(encode('boolean', step, [0, 1])).toEqual([
      [1, 0],
      [0, 1],
    ]);
  });

  it('keeps categories named like parts of an object apart', () => {
    const step: FittedStep = { ...oneHot, values: ['__proto__', 'constructor'], missing: false };
    expect(encode('text', step, ['constructor', '__proto__', 'toString'])).toEqual([
      [0, 1],
      [1, 0],
      [0, 0],
    ]);
  });

  it('fills a missing number in the column’s own unit before taking logarithm and scale', () => {
    const step: FittedStep = {
      type: 'numeric',
      column: 'c',
      log: true,
      offset: 1,
      factor: 2,
      fill: Math.E - 1,
      missing: true,
    };
    const [present, negative, missing] = encode('real', step, [Math.E ** 2 - 1, 1 - Math.E, null]);
    expect(present?.[0]).toBeCloseTo(2, 6);
    expect(negative?.[0]).toBeCloseTo(-4, 6);
    expect(missing?.[0]).toBeCloseTo(0, 6);
    expect(missing?.[1]).toBe(1);
  });

  it('stays finite for numbers that 32 bits cannot hold', () => {
    const step: FittedStep = {
      type: 'numeric',
      column: 'c',
      log: false,
      offset: 0,
      factor: 1,
      fill: 0,
      missing: false,
    };
    const encoded = encode('real', step, [1e300, -1e300]).flat();
    expect(encoded.every(Number.isFinite)).toBe(true);
    expect(encoded[0]).toBeGreaterThan(1e38);
  });

  it('places ordered values from 0 to 1 and gives unseen and missing ones the agreed place', () => {
    const step: FittedStep = {
      type: 'ordinal',
      column: 'c',
      values: ['low', 'mid', 'high'],
      unseen: 0.5,
      missing: false,
    };
    expect(encode('category', step, ['low', 'mid', 'high', 'odd', null])).toEqual([
      [0],
      [0.5],
      [1],
      [0.5],
      [0.5],
    ]);
  });

  it('gives each value its share of the training rows', () => {
    const step: FittedStep = {
      type: 'frequency',
      column: 'c',
      values: ['a', 'b'],
      shares: [0.75, 0.25],
      missing: false,
    };
    expect(encode('text', step, ['a', 'b', 'c', null])).toEqual([[0.75], [0.25], [0], [0]]);
  });

  it('hashes values into features with a sign, as scikit-learn’s FeatureHasher', () => {
    const step: FittedStep = { type: 'hash', column: 'c', buckets: 16, missing: true };
    const values = [
      'Bern',
      '北京',
      '',
      'a',
      'abc',
      '1000',
      '😀 emoji',
      'München-Ost',
      'x'.repeat(37),
    ];
    const rows = encode('text', step, [...values, null]);
    const found = rows.map((row) => row.flatMap((value, at) => (value === 0 ? [] : [[at, value]])));
    // sklearn 1.9.1, FeatureHasher(16, input_type='string')
    expect(found).toEqual(
      [
        [5, 1],
        [7, 1],
        [0, 1],
        [2, 1],
        [6, -1],
        [12, -1],
        [2, -1],
        [1, 1],
        [5, -1],
        [16, 1],
      ].map((pair) => [pair]),
    );
  });

  it('marks every entry of a list', () => {
    const step: FittedStep = {
      type: 'multiHot',
      column: 'c',
      separator: '|',
      values: ['art', 'sport'],
      other: true,
      missing: true,
    };
    expect(encode('text', step, ['sport | art', 'art|chess', '', null])).toEqual([
      [1, 1, 0, 0],
      [1, 0, 1, 0],
      [0, 0, 0, 0],
      [0, 0, 0, 1],
    ]);
  });

  it('takes a date apart, with December next to January on the circle', () => {
    const step: FittedStep = {
      type: 'dateParts',
      column: 'c',
      origin: Date.UTC(2011, 0, 1),
      spanDays: 365,
      missing: false,
    };
    const rows = encode('date', step, ['2011-12-31 23:00:00', '2012-01-01', 'not a date']);
    const [december, january] = rows.map((row) => row.slice(4, 6));
    const distance = Math.hypot(
      (december?.[0] ?? 0) - (january?.[0] ?? 0),
      (december?.[1] ?? 0) - (january?.[1] ?? 0),
    );
    expect(distance).toBeCloseTo(2 * Math.sin(Math.PI / 12), 6);
    expect(rows[0]?.slice(0, 4)).toEqual([0, 1, Math.fround(5 / 6), 1]);
    expect(rows[1]?.[8]).toBe(1);
    expect(rows[2]).toEqual(Array(9).fill(0));
  });
});

describe('encoding the label', () => {
  it('writes NaN where a row has none, so that it cannot be learnt from unnoticed', () => {
    const prep = prepOf('category', oneHot);
    const { y } = encodeRows(prep, [
      ['a', 1],
      ['a', 0],
      ['a', null],
    ]);
    expect([...y]).toEqual([1, 0, NaN]);
  });

  it('writes a one among zeros for several classes', () => {
    const prep = prepOf('category', oneHot);
    const label = { ...prep.label, kind: 'classes' as const, classes: ['x', 'y', 'z'] };
    const columns = [prep.columns[0]!, { name: 'label', type: 'category' as const }];
    const { y } = encodeRows({ ...prep, columns, label }, [
      ['a', 'z'],
      ['a', 'x'],
    ]);
    expect([...y]).toEqual([0, 0, 1, 1, 0, 0]);
  });

  it('gives a learnt number back in its own unit', () => {
    const prep = prepOf('category', oneHot);
    const label = { ...prep.label, kind: 'number' as const, classes: [], offset: 40, factor: 0.1 };
    const columns = [prep.columns[0]!, { name: 'label', type: 'real' as const }];
    const { y } = encodeRows({ ...prep, columns, label }, [['a', 65]]);
    expect(y[0]).toBeCloseTo(2.5, 6);
    expect(decodeNumber(label, y[0] ?? 0)).toBeCloseTo(65, 5);
  });
});
