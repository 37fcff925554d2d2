import { describe, expect, it } from 'vitest';
import { featureNames } from '#shared/encoding/index.ts';
import { augmentation } from '#shared/model/net/augmentation.ts';
import { fittedPrep, type FittedPrep } from '#shared/model/prep.ts';
import { createRandom } from '#shared/random/index.ts';
import { augmentRows, inChunks } from '../../../../../src-main/backend/features/index.ts';
import { drawBeta } from '../../../../../src-main/backend/features/augment/draws.ts';

const pace = () => Promise.resolve();
const columns = [
  { name: 'age', type: 'real' as const },
  { name: 'city', type: 'category' as const },
  { name: 'label', type: 'category' as const },
];
const number = {
  type: 'numeric',
  log: false,
  offset: 0,
  factor: 1,
  fill: 0,
  missing: true,
} as const;
const steps: FittedPrep['steps'] = [
  { ...number, column: 'age' },
  { type: 'oneHot', column: 'city', values: ['a', 'b'], other: false, missing: false },
];
const prepFor = (label: Partial<FittedPrep['label']>): FittedPrep =>
  fittedPrep.parse({
    ...{ version: 1, columns, steps, ...featureNames({ columns, steps }) },
    label: {
      column: 'label',
      kind: 'binary',
      classes: ['no', 'yes'],
      offset: 0,
      factor: 1,
      ...label,
    },
  });
/** [age, age missing, city=a, city=b] of 40 rows, every fourth of them positive. */
const random = createRandom(2);
const learnt = {
  x: Float32Array.from(
    Array.from({ length: 40 }, (_, row) => [
      random.next() * 4,
      row % 10 === 0 ? 1 : 0,
      row % 2,
      1 - (row % 2),
    ]).flat(),
  ),
  y: Float32Array.from({ length: 40 }, (_, row) => (row % 4 === 0 ? 1 : 0)),
  rows: 40,
};
const made = (settings: object, prep = prepFor({}), set = learnt) =>
  augmentRows(prep, augmentation.parse(settings), set, 5, pace);

describe('made rows', () => {
  it('of SMOTE bring each class to the share asked of the largest, labels with them', async () => {
    const even = await made({ type: 'smote' });
    expect(even.rows).toBe(20);
    expect([...even.y]).toEqual(Array(20).fill(1));
    expect((await made({ type: 'smote', ratio: 0.5 })).rows).toBe(5);
    // One-hot features of a category stay one-hot, an indicator 0 or 1.
    for (let row = 0; row < even.rows; row++) {
      const [, missing, a, b] = even.x.subarray(row * 4, row * 4 + 4);
      expect(a! + b!).toBe(1);
      expect([0, 1]).toContain(a);
      expect([0, 1]).toContain(missing);
    }
  });

  it('of SMOTE fill every class of several', async () => {
    const prep = prepFor({ kind: 'classes', classes: ['x', 'y', 'z'] });
    const classOf = (row: number): number => (row < 24 ? 0 : row < 34 ? 1 : 2);
    const y = Float32Array.from(
      Array.from({ length: 40 }, (_, row) =>
        [0, 1, 2].map((one) => Number(one === classOf(row))),
      ).flat(),
    );
    const found = await made({ type: 'smote' }, prep, { ...learnt, y });
    const counts = [0, 1, 2].map(
      (one) =>
        Array.from({ length: found.rows }, (_, row) => found.y[row * 3 + one]!).filter(
          (v) => v === 1,
        ).length,
    );
    expect(counts).toEqual([0, 14, 18]);
  });

  it('of SMOTE are refused for numbers', async () => {
    const prep = prepFor({ kind: 'number', classes: [] });
    await expect(made({ type: 'smote' }, prep)).rejects.toMatchObject({ code: 'augment_label' });
  });

  it('of mixup lie between two rows, their labels by the same weight', async () => {
    const found = await made({ type: 'mixup', alpha: 1, share: 0.5 });
    expect(found.rows).toBe(20);
    const at = (set: Float32Array, row: number) => [...set.subarray(row * 4, row * 4 + 4)];
    for (let row = 0; row < found.rows; row++) {
      const [x, y] = [at(found.x, row), found.y[row]!];
      const comes = Array.from({ length: 1600 }, (_, pair) => [
        Math.floor(pair / 40),
        pair % 40,
      ]).some(([one = 0, other = 0]) => {
        const [a, b] = [at(learnt.x, one), at(learnt.x, other)];
        const weight = a[0] === b[0] ? 1 : (x[0]! - b[0]!) / (a[0]! - b[0]!);
        const is = (value: number, from: number, to: number) =>
          Math.abs(value - weight * from - (1 - weight) * to) < 1e-5;
        return (
          weight >= -1e-6 &&
          weight <= 1 + 1e-6 &&
          x.every((value, place) => is(value, a[place]!, b[place]!)) &&
          is(y, learnt.y[one]!, learnt.y[other]!)
        );
      });
      expect(comes, `row ${row}`).toBe(true);
    }
  });

  it('of noise move numbers by the share of their deviation, and nothing else', async () => {
    const found = await made({ type: 'noise', deviation: 0.5, share: 10 });
    expect(found.rows).toBe(400);
    const ages = Array.from({ length: 40 }, (_, row) => learnt.x[row * 4]!);
    const mean = ages.reduce((sum, age) => sum + age, 0) / 40;
    const deviation = Math.sqrt(ages.reduce((sum, age) => sum + (age - mean) ** 2, 0) / 40);
    // Each row comes ten times: noise is what is left over the row's own age, found by its place in the drawn rounds.
    const positives = [...found.y].filter((y) => y === 1).length;
    expect(positives).toBe(100);
    const variance = (of: number[]) => {
      const middle = of.reduce((sum, one) => sum + one, 0) / of.length;
      return of.reduce((sum, one) => sum + (one - middle) ** 2, 0) / of.length;
    };
    const moved = Array.from({ length: 400 }, (_, row) => found.x[row * 4]!);
    // Var(age + noise) = Var(age) (1 + 0.25); 400 draws hold it within a tenth or so.
    expect(variance(moved) / deviation ** 2).toBeGreaterThan(1.1);
    expect(variance(moved) / deviation ** 2).toBeLessThan(1.4);
    for (let row = 0; row < 400; row++) {
      const [, missing, a, b] = found.x.subarray(row * 4, row * 4 + 4);
      expect([a! + b!, [0, 1].includes(missing!)]).toEqual([1, true]);
    }
  });
});

describe('chunks of made rows', () => {
  it('hold every row once, in order, and few values each', () => {
    const set = {
      x: Float32Array.from({ length: 21 }, (_, at) => at),
      y: Float32Array.from({ length: 14 }, (_, at) => at),
      rows: 7,
    };
    const chunks = [...inChunks(set, 8)];
    expect(chunks.map(({ x, y }) => [x.length, y.length])).toEqual([
      [6, 4],
      [6, 4],
      [6, 4],
      [3, 2],
    ]);
    expect(chunks.flatMap(({ x }) => [...x])).toEqual([...set.x]);
    expect(chunks.flatMap(({ y }) => [...y])).toEqual([...set.y]);
    expect([...inChunks({ x: new Float32Array(0), y: new Float32Array(0), rows: 0 })]).toEqual([]);
  });
});

describe('draws of a Beta distribution', () => {
  it.each([0.05, 0.2, 1, 4])('have its mean and variance at alpha %d', (alpha) => {
    const drawn = createRandom(9);
    const values = Array.from({ length: 20_000 }, () => drawBeta(alpha, drawn));
    const mean = values.reduce((sum, one) => sum + one, 0) / values.length;
    const variance = values.reduce((sum, one) => sum + (one - mean) ** 2, 0) / values.length;
    expect(values.every((one) => one >= 0 && one <= 1)).toBe(true);
    expect(mean).toBeCloseTo(0.5, 1.7);
    expect(variance).toBeCloseTo(1 / (4 * (2 * alpha + 1)), 2);
  });
});
