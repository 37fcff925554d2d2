import { afterAll, describe, expect, it } from 'vitest';
import { features, type FeaturesOutput } from '#shared/model/cells/features.ts';
import { encodeRows } from '#shared/encoding/index.ts';
import { createRandom } from '#shared/random/index.ts';
import { rocAuc } from '#shared/statistics/auc.ts';
import type { CellValue, ColumnType } from '#shared/model/table.ts';
import {
  encodedPage,
  encodedPart,
  fitFeatures,
  storeFitted,
  tableSource,
} from '../../../../src-main/backend/features/index.ts';
import { dealFolds } from '../../../../src-main/backend/features/fit/out-of-fold.ts';
import { storeTable, temporaryWorkspace } from '../../../support/workspace.ts';

const { workspace, remove } = temporaryWorkspace();
afterAll(remove);

async function fit(
  columns: Record<string, ColumnType>,
  rows: CellValue[][],
  settings: Record<string, unknown>,
): Promise<FeaturesOutput> {
  const table = storeTable(workspace, columns, rows);
  const source = tableSource(workspace.tables, table.id);
  const parsed = features.settings.parse(settings);
  return storeFitted(workspace, await fitFeatures(source, parsed, 7, () => Promise.resolve()));
}

const cities = ['Bern', 'Basel', 'Genf', 'Chur', null];
const people = Array.from({ length: 40 }, (_, row): CellValue[] => [
  cities[(row * row + (row >> 2)) % 5] ?? null,
  (row * 7) % 10 < 3 + (row % 5) ? 1 : 0,
  ['a', 'b', 'c'][(row * 11 + (row >> 3)) % 3] ?? null,
  ((row * 37) % 101) + 10 * (row % 5),
]);
const types: Record<string, ColumnType> = {
  ...{ city: 'category', bought: 'integer', level: 'category', spent: 'real' },
};

/** Mean labels of all five values and an unseen one, and those of the first eight rows, in the label's unit. */
async function means(label: string, smoothing: number | null) {
  const skipped = Object.keys(types).filter((name) => name !== 'city' && name !== label);
  const output = await fit(types, people, {
    label: { column: label },
    columns: [
      { column: 'city', encoding: { type: 'target', smoothing } },
      ...skipped.map((column) => ({ column, encoding: { type: 'skip' } })),
    ],
    split: { validation: 0, test: 0 },
  });
  const [step] = output.prep.steps;
  if (step?.type !== 'target') throw new Error('no mean labels');
  const width = output.prep.features.length;
  const back = (x: ArrayLike<number>, row: number): number[] =>
    step.outputs.map(({ offset, factor }, at) => (x[row * width + at] ?? NaN) / factor + offset);
  const given = [...cities.slice(0, 4), null, 'zz'].map((city) => [city, null, null, null]);
  const { x } = encodeRows(output.prep, given as CellValue[][]);
  const page = encodedPage(workspace, output, { offset: 0, limit: 8, part: null });
  return {
    step,
    values: given.map((_, row) => back(x, row)),
    rows: page.encoded.map((row) => back(row, 0)),
  };
}

const close = (found: number[][], wanted: number[][]): void => {
  found.forEach((row, at) =>
    row.forEach((value, place) => expect(value).toBeCloseTo(wanted[at]?.[place] ?? NaN, 4)),
  );
  expect(found).toHaveLength(wanted.length);
};

// Oracle: sklearn 1.9.1 TargetEncoder(smooth=m) fitted on the other folds' rows and applied to each fold's, the folds being
// ours; m where it is not given by numpy from the analysis of variance of the same rows.
describe('mean labels', () => {
  it('of two classes are scikit-learn’s, for new rows and out of fold', async () => {
    const { values, rows } = await means('bought', 3);
    close(values, [[0.681818], [0.166667], [0.730769], [0.269231], [0.611111], [0.5]]);
    close(rows, [[0.65], [0.25], [0.5], [0.5], [0.75], [0.25], [0.681818], [0.8125]]);
  });

  it('are drawn to the overall mean by how far the values differ, where nothing is said', async () => {
    const { values, rows, step } = await means('bought', null);
    expect(step.outputs[0]?.smoothing).toBeCloseTo(1.6621912, 6);
    close(values, [[0.706992], [0.108467], [0.757242], [0.242758], [0.630511], [0.5]]);
    close(rows, [
      ...[[0.661841], [0.255419], [0.5], [0.5]],
      ...[[0.794554], [0.215282], [0.730321], [0.939867]],
    ]);
  });

  it('of several classes have a feature each', async () => {
    const { values, rows, step } = await means('level', 3);
    expect(step.outputs.map(({ name }) => name)).toEqual(['a', 'b', 'c']);
    close(values, [
      [0.361364, 0.452273, 0.186364],
      [0.108333, 0.219444, 0.672222],
      [0.459615, 0.305769, 0.234615],
      [0.228846, 0.305769, 0.465385],
      [0.441667, 0.330556, 0.227778],
      [0.325, 0.325, 0.35],
    ]);
    close(rows.slice(0, 3), [
      [0.378906, 0.367188, 0.253906],
      [0.147321, 0.276786, 0.575893],
      [0.492188, 0.242188, 0.265625],
    ]);
  });

  it('of numbers are in the label’s unit', async () => {
    const { values, rows } = await means('spent', 3);
    close(values, [[69.231818], [68.505556], [75.042308], [69.734615], [64.616667], [69.85]]);
    close(rows, [
      ...[[77.053125], [80.361607], [62.066406], [74.370536]],
      ...[[72.125], [52.755208], [75.392361], [61.399306]],
    ]);
  });

  it('are all the overall mean where values differ by chance alone', async () => {
    const { values, step } = await means('spent', null);
    expect(step.outputs[0]?.smoothing).toBeNull();
    close(
      values,
      values.map(() => [69.85]),
    );
  });

  it('keep rows of one key in one fold, and classes in equal shares', () => {
    const parts = new Uint8Array(100);
    const of = (row: number): number => (row % 10 === 0 ? 1 : 0);
    const keys = Int32Array.from({ length: 100 }, (_, row) => row >> 2);
    const byKey = dealFolds(parts, { of, kind: 'binary' }, keys, 1);
    for (let row = 0; row < 100; row++) expect(byKey[row]).toBe(byKey[row - (row % 4)]);
    const dealt = dealFolds(parts, { of, kind: 'binary' }, null, 1);
    for (let fold = 0; fold < 5; fold++)
      expect([...dealt.keys()].filter((row) => dealt[row] === fold && of(row) === 1)).toHaveLength(
        2,
      );
  });
});

describe('3,000 cities', () => {
  const random = createRandom(11);
  const normal = (): number =>
    Math.sqrt(-2 * Math.log(1 - random.next())) * Math.cos(2 * Math.PI * random.next());
  const effects = Array.from({ length: 3000 }, () => normal());
  const logistic = (x: number): number => 1 / (1 + Math.exp(-x));
  const draw = (rows: number): Int32Array =>
    Int32Array.from({ length: rows }, () => Math.floor(3000 * random.next() ** 1.5));

  type Drawn = { score: number[]; y: number[]; city: number[] };
  const auc = (score: readonly number[], y: readonly number[]): number =>
    rocAuc(score, (row) => y[row] === 1) ?? NaN;
  /** Mann and Whitney's deviation of the area where there is no effect. */
  const deviation = (y: readonly number[]): number => {
    const positives = y.filter((one) => one === 1).length;
    return Math.sqrt((y.length + 1) / (12 * positives * (y.length - positives)));
  };

  /** The feature of training rows as they are learnt from, and of test rows. */
  async function encoded(city: Int32Array, label: readonly number[], smoothing?: number) {
    const table = label.map((y, row): CellValue[] => [`c${city[row]!}`, y]);
    const encoding = { type: 'target', smoothing };
    const output = await fit({ city: 'text', y: 'integer' }, table, {
      label: { column: 'y' },
      ...(smoothing === undefined ? {} : { columns: [{ column: 'city', encoding }] }),
    });
    expect(output.prep.steps.map(({ type }) => type)).toEqual(['target']);
    const part = (name: 'train' | 'test'): Drawn => {
      const chunks = [...encodedPart(workspace, output, name)];
      return {
        score: chunks.flatMap(({ x }) => [...x]),
        y: chunks.flatMap(({ y }) => [...y]),
        city: chunks.flatMap(({ rows }) => rows.map((row) => city[row]!)),
      };
    };
    return { train: part('train'), test: part('test') };
  }

  /** Each city's expected share given its training rows, by the law the effects were drawn from. */
  function posterior({ city, y }: Drawn): number[] {
    const counts = effects.map(() => [0, 0]);
    city.forEach((at, row) => (counts[at]![y[row]!]! += 1));
    const grid = Array.from({ length: 161 }, (_, at) => -4 + at / 20);
    return counts.map(([no, yes]) => {
      let [weight, sum] = [0, 0];
      for (const x of grid) {
        const p = logistic(x);
        const w = Math.exp(yes! * Math.log(p) + no! * Math.log(1 - p) - (x * x) / 2);
        weight += w;
        sum += w * p;
      }
      return sum / weight;
    });
  }

  it('with an effect each are found within .01 of the truth, given 100 rows a city', async () => {
    const city = draw(300_000);
    const label = Array.from(city, (at) => (random.next() < logistic(effects[at]!) ? 1 : 0));
    const { test } = await encoded(city, label);
    const found = auc(test.score, test.y);
    const best = auc(
      test.city.map((at) => effects[at]!),
      test.y,
    );
    console.log('planted effect, 300,000 rows:', { found, best });
    expect(best).toBeGreaterThan(0.7);
    expect(best - found).toBeLessThan(0.01);
  });

  it('are found within .01 of the best any estimate of the same 14 rows a city reaches', async () => {
    const city = draw(60_000);
    const label = Array.from(city, (at) => (random.next() < logistic(effects[at]!) ? 1 : 0));
    const { train, test } = await encoded(city, label);
    const expected = posterior(train);
    const found = auc(test.score, test.y);
    const best = auc(
      test.city.map((at) => expected[at]!),
      test.y,
    );
    const learnt = auc(train.score, train.y);
    console.log('planted effect, 60,000 rows:', { found, best, learnt });
    expect(best - found).toBeLessThan(0.01);
    // Rows that are learnt from look no better than new ones.
    expect(learnt - found).toBeLessThan(3 * deviation(test.y));
  });

  it.each([undefined, 0, 10])(
    'without one tell nothing, on the rows learnt from as on new ones (smoothing %s)',
    async (smoothing) => {
      const city = draw(60_000);
      const label = Array.from(city, () => (random.next() < 0.4 ? 1 : 0));
      const { train, test } = await encoded(city, label, smoothing);
      for (const { score, y } of [train, test]) {
        const found = auc(score, y);
        console.log('random label:', { smoothing, found, interval: 1.96 * deviation(y) });
        expect(Math.abs(found - 0.5)).toBeLessThan(1.96 * deviation(y));
      }
    },
  );
});
