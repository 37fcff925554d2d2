import { describe, expect, it } from 'vitest';
import type { ColumnRange } from '#shared/model/cells/explain.ts';
import type { FeaturesOutput } from '#shared/model/cells/features.ts';
import type { CellValue, ColumnType, TableInfo } from '#shared/model/table.ts';
import type { NamedTensor } from '#shared/engine/tensors.ts';
import { featureNames } from '#shared/encoding/index.ts';
import { createRandom } from '#shared/random/index.ts';
import { createDecider, flips } from '../../../../src-main/backend/explain/index.ts';

const columns: { name: string; type: ColumnType }[] = [
  { name: 'age', type: 'integer' },
  { name: 'spend', type: 'real' },
  { name: 'city', type: 'category' },
  { name: 'joined', type: 'date' },
  { name: 'buys', type: 'boolean' },
];
const steps: FeaturesOutput['prep']['steps'] = [
  { type: 'numeric', column: 'age', log: false, offset: 40, factor: 0.1, fill: 40, missing: true },
  {
    type: 'numeric',
    column: 'spend',
    log: false,
    offset: 50,
    factor: 0.05,
    fill: 50,
    missing: false,
  },
  { type: 'oneHot', column: 'city', values: ['A', 'B', 'C'], other: false, missing: false },
  { type: 'dateParts', column: 'joined', origin: 0, spanDays: 1000, missing: false },
];
const ranges: ColumnRange[] = [
  { column: 'age', type: 'integer', low: 18, high: 80, values: [20, 30, 40, 50, 60, 70] },
  { column: 'spend', type: 'real', low: 0, high: 100, values: [10, 25.5, 50, 75, 90] },
  { column: 'city', type: 'category', low: null, high: null, values: ['A', 'B', 'C'] },
  {
    ...{ column: 'joined', type: 'date', low: 0, high: 86_400_000 * 1000 },
    values: ['1970-06-01', '1971-03-01', '1972-01-01'],
  },
];
const movable = ranges.map((range, index) => ({ range, index }));
const named = featureNames({ columns, steps });

function decider(weights: number[], bias: number, threshold = 0.5) {
  const inputs = named.features.length;
  const table: TableInfo = { id: 't', columns, rows: 0, synthetic: false };
  const features: FeaturesOutput = {
    ...{ table, splitTimes: null, classCounts: [], skipped: [], warnings: [], splitBlob: '' },
    rows: { train: 0, validation: 0, test: 0, unlabelled: 0 },
    prep: {
      ...{ version: 1, columns, steps, ...named },
      label: { column: 'buys', kind: 'binary', classes: ['no', 'yes'], offset: 0, factor: 1 },
    },
  };
  const tensors: NamedTensor[] = [
    { name: 'output/kernel', shape: [inputs, 1], data: Float32Array.from(weights) },
    { name: 'output/bias', shape: [1], data: Float32Array.from([bias]) },
  ];
  const spec = {
    ...{ inputs, layers: [] },
    output: { units: 1, activation: 'sigmoid' as const, loss: 'binaryCrossentropy' as const },
  };
  return createDecider(
    { features, network: { spec, weights: tensors } },
    features.prep.label,
    threshold,
  );
}

/** Weights by feature name; nothing for the others. */
const by = (weights: Record<string, number>): number[] =>
  named.features.map((name) => weights[name] ?? 0);

const row: CellValue[] = [40, 50, 'A', '1970-01-01', null];
const nothing = (): Promise<void> => Promise.resolve();
const numeric = named.features[0]!;
const spend = named.features.find((name) => name.startsWith('spend'))!;

describe('flips(row, columns, decider)', () => {
  it('finds the edge of a whole number, not only one of the values tried', async () => {
    // z = (age - 40) / 10 - 1.25: yes from 52.5 on, so from 53.
    const made = await flips(row, movable, decider(by({ [numeric]: 1 }), -1.25), nothing);
    expect(made).toMatchObject({ decision: 'no', together: 1 });
    expect(made.flips).toHaveLength(1);
    expect(made.flips[0]?.changes).toEqual([{ column: 'age', from: 40, to: 53 }]);
    expect(made.flips[0]?.decision).toBe('yes');
    expect(made.flips[0]?.distance).toBeCloseTo(13 / 62, 12);
  });

  it('rounds a real number to few digits, on the side that flips', async () => {
    // z = (spend - 50) / 20 - 0.617: yes from 62.34 on.
    const made = await flips(row, movable, decider(by({ [spend]: 1 }), -0.617), nothing);
    const [change] = made.flips[0]!.changes;
    expect(change).toMatchObject({ column: 'spend', from: 50 });
    expect(change?.to).toBeGreaterThan(62.34);
    expect(change?.to).toBeLessThan(64);
  });

  it('changes a category only to one that was seen', async () => {
    const own = decider(by({ [named.features.find((name) => name.includes('C'))!]: 5 }), -1);
    const made = await flips(row, movable, own, nothing);
    expect(made.flips.map(({ changes }) => changes)).toEqual([
      [{ column: 'city', from: 'A', to: 'C' }],
    ]);
    expect(made.flips[0]?.distance).toBe(1);
  });

  it('takes two columns where one is not enough, and leaves fixed ones alone', async () => {
    // At most 4 from age and 2.5 from spend: neither reaches 5 alone.
    const own = decider(by({ [numeric]: 1, [spend]: 1 }), -5);
    const made = await flips(row, movable, own, nothing);
    expect(made.together).toBe(2);
    expect(made.flips[0]?.changes.map(({ column }) => column)).toEqual(['age', 'spend']);
    const fixed = await flips(row, movable.slice(1), own, nothing);
    expect(fixed.flips).toEqual([]);
  });

  it('stays within the range seen, and says where nothing in it flips', async () => {
    // Only an age of 90 would do: nobody was older than 80.
    const made = await flips(row, movable, decider(by({ [numeric]: 1 }), -5), nothing);
    expect(made.flips).toEqual([]);
    expect(made.together).toBe(4);
    expect(made.tried).toBeGreaterThan(100);
  });

  it('changes a missing value and a day as their types have it', async () => {
    const days = named.features.find((name) => name === 'joined days')!;
    const own = decider(by({ [days]: 10 }), -4.005);
    const made = await flips([null, ...row.slice(1)], movable, own, nothing);
    const change = made.flips[0]?.changes[0];
    // 10 x days / 1000 >= 4.005 from day 401 on: 1971-02-06.
    expect(change).toEqual({ column: 'joined', from: '1970-01-01', to: '1971-02-06' });
    const aged = await flips(
      [null, ...row.slice(1)],
      movable,
      decider(by({ [numeric]: 1 }), -1),
      nothing,
    );
    expect(aged.flips[0]?.changes[0]).toMatchObject({ column: 'age', from: null });
  });

  it('is no farther than any single change found by trying them all', async () => {
    const random = createRandom(4);
    for (let round = 0; round < 30; round++) {
      const weights = named.features.map(() => random.next() * 4 - 2);
      const own = decider(weights, random.next() * 4 - 2);
      const at: CellValue[] = [
        18 + random.below(60),
        random.next() * 100,
        'ABC'[random.below(3)]!,
        '1971-01-01',
        null,
      ];
      const { code } = own.decide([...at]);
      const wholeAges = Array.from({ length: 63 }, (_, k) => 18 + k).filter(
        (age) => own.decide([...at.with(0, age)]).code !== code,
      );
      const made = await flips(at, movable, own, nothing);
      if (wholeAges.length === 0) continue;
      const least = Math.min(...wholeAges.map((age) => Math.abs(age - Number(at[0])))) / 62;
      expect(made.flips[0]?.distance).toBeLessThanOrEqual(least + 1e-9);
    }
  });
});
