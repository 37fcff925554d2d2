import { afterAll, describe, expect, it } from 'vitest';
import { features, type FeaturesOutput } from '#shared/model/cells/features.ts';
import type { Encoding } from '#shared/model/prep.ts';
import type { CellValue, ColumnType } from '#shared/model/table.ts';
import { encodeRows } from '#shared/encoding/index.ts';
import {
  encodedPage,
  encodedPart,
  fitFeatures,
  splitRows,
  storeFitted,
  tableSource,
} from '../../../../../src-main/backend/features/index.ts';
import { storeTable, temporaryWorkspace } from '../../../../support/workspace.ts';

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

const allTraining = { validation: 0, test: 0 };

/** One column fitted on all its rows, and some values of it encoded. */
async function fitColumn(
  type: ColumnType,
  values: CellValue[],
  encoding: Encoding,
): Promise<FeaturesOutput> {
  return fit(
    { x: type, label: 'boolean' },
    values.map((value, row) => [value, row % 2]),
    { label: { column: 'label' }, columns: [{ column: 'x', encoding }], split: allTraining },
  );
}

function encoded({ prep }: FeaturesOutput, values: CellValue[]): number[][] {
  const { x } = encodeRows(
    prep,
    values.map((value) => [value, 0]),
  );
  const width = prep.features.length;
  return values.map((_, row) => [...x.subarray(row * width, (row + 1) * width)]);
}

const close = (found: number[], wanted: number[]): void => {
  expect(found).toHaveLength(wanted.length);
  found.forEach((value, index) => expect(value).toBeCloseTo(wanted[index] ?? NaN, 5));
};

// Expected numbers: scikit-learn 1.9.1 (StandardScaler, MinMaxScaler, RobustScaler, OneHotEncoder) on the same values.
describe('fitted scales', () => {
  const values = [3.5, -2, 0, 100, 7.25, 7.25, null, 12, -40.5, 1e6, 2, null];
  const asked = [3.5, 100, -40.5];
  const scales = [
    { scale: 'standard', log: false, result: [-0.333354813, -0.333033143, -0.333501481] },
    { scale: 'robust', log: false, result: [-0.181818182, 9.175757576, -4.448484848] },
    { scale: 'minmax', log: false, result: [4.3998e-5, 0.000140494, 0] },
    { scale: 'standard', log: true, result: [-0.180887699, 0.52665124, -1.370285068] },
    { scale: 'none', log: false, result: [3.5, 100, -40.5] },
  ] as const;

  it.each(scales)('agree with scikit-learn ($scale, log $log)', async ({ scale, log, result }) => {
    const output = await fitColumn('real', values, { type: 'numeric', scale, log });
    close(
      encoded(output, asked).map((row) => row[0] ?? NaN),
      [...result],
    );
    expect(output.prep.features).toEqual(['x', 'x missing']);
  });

  it('centre a robust scale of logarithms on the median of the logarithms', async () => {
    const output = await fitColumn('real', values, { type: 'numeric', scale: 'robust', log: true });
    const step = output.prep.steps[0];
    expect(step).toMatchObject({ type: 'numeric', log: true });
    if (step?.type !== 'numeric') return;
    expect(step.offset).toBeCloseTo(1.8071452985614318, 12);
    expect(1 / step.factor).toBeCloseTo(2.1766122460157726, 12);
  });

  it('leave a column without spread at zero instead of dividing by it', async () => {
    const flat = Array<CellValue>(10).fill(5);
    const output = await fitColumn('real', flat, {
      type: 'numeric',
      scale: 'standard',
      log: false,
    });
    expect(encoded(output, [5, 6])).toEqual([[0], [1]]);
  });
});

describe('fitted categories', () => {
  const values = ['b', 'a', 'b', 'c', 'A', 'b', 'a', 'd', 'é', 'b', 'c', 'a'];

  it('are one-hot in sorted order, as scikit-learn has them', async () => {
    const output = await fitColumn('category', values, { type: 'oneHot', minimum: 1 });
    expect(output.prep.features).toEqual(['x=A', 'x=a', 'x=b', 'x=c', 'x=d', 'x=é']);
    expect(encoded(output, ['a', 'zz', 'é'])).toEqual([
      [0, 1, 0, 0, 0, 0],
      [0, 0, 0, 0, 0, 0],
      [0, 0, 0, 0, 0, 1],
    ]);
  });

  it('share “other” where they are rarer than the minimum, as scikit-learn’s infrequent ones', async () => {
    const output = await fitColumn('category', values, { type: 'oneHot', minimum: 2 });
    expect(output.prep.features).toEqual(['x=a', 'x=b', 'x=c', 'x=other']);
    expect(encoded(output, ['a', 'zz', 'é', 'c'])).toEqual([
      [1, 0, 0, 0],
      [0, 0, 0, 1],
      [0, 0, 0, 1],
      [0, 0, 1, 0],
    ]);
  });

  it('count by their share of all training rows', async () => {
    const output = await fitColumn('text', values, { type: 'frequency' });
    expect(encoded(output, ['b', 'a', 'd', 'zz']).map(([share]) => share)).toEqual(
      [4 / 12, 3 / 12, 1 / 12, 0].map(Math.fround),
    );
  });

  it('take a given order, and put the unseen at the median', async () => {
    const order = ['d', 'c', 'b', 'a'];
    const output = await fitColumn('category', values, { type: 'ordinal', order });
    expect(encoded(output, ['d', 'a', 'zz']).flat()).toEqual([0, 1, Math.fround(2 / 3)]);
  });

  it('sort numbers as numbers', async () => {
    const output = await fitColumn('integer', [10, 9, 100, 9, 10, 100], {
      type: 'oneHot',
      minimum: 1,
    });
    expect(output.prep.features).toEqual(['x=9', 'x=10', 'x=100']);
  });
});

describe('a whole table', () => {
  const columns: Record<string, ColumnType> = {
    id: 'integer',
    age: 'integer',
    city: 'category',
    note: 'text',
    tags: 'text',
    empty: 'text',
    same: 'text',
    joined: 'date',
    score: 'real',
    label: 'text',
  };
  const rows = Array.from({ length: 400 }, (_, row): CellValue[] => [
    1000 + row,
    20 + ((row * 7) % 45),
    ['Bern', 'Basel', 'Genf'][row % 3] ?? null,
    `note ${row}`,
    ['a|b', 'b|c', 'a', 'c|a|b', 'b'][row % 5] ?? null,
    null,
    'x',
    `2020-${String(1 + (row % 12)).padStart(2, '0')}-01`,
    row % 10 === 0 ? null : row / 3,
    row % 4 === 0 ? 'yes' : 'no',
  ]);

  it('gets encodings by type and values, and says what it left out', async () => {
    const output = await fit(columns, rows, { label: { column: 'label' } });
    expect(output.prep.steps.map(({ column, type }) => `${column} ${type}`)).toEqual([
      'age numeric',
      'city oneHot',
      'tags multiHot',
      'joined dateParts',
      'score numeric',
    ]);
    expect(output.skipped).toEqual([
      { column: 'id', reason: 'identifier' },
      { column: 'note', reason: 'identifier' },
      { column: 'empty', reason: 'all_missing' },
      { column: 'same', reason: 'constant' },
      { column: 'label', reason: 'label' },
    ]);
    expect(output.prep.label).toMatchObject({ kind: 'binary', classes: ['no', 'yes'] });
    expect(output.rows).toEqual({ train: 280, validation: 40, test: 80, unlabelled: 0 });
    expect(output.classCounts).toEqual([
      { value: 'no', train: 210, validation: 30, test: 60 },
      { value: 'yes', train: 70, validation: 10, test: 20 },
    ]);
  });

  it('is fitted on the training rows alone: other rows may change at will', async () => {
    const output = await fit(columns, rows, { label: { column: 'label' } });
    const train = new Set(splitRows(workspace, output).train);
    const changed = rows.map((row, index) =>
      train.has(index)
        ? row
        : row.map((value, at) => (at === 1 ? 9999 : at === 2 ? 'Mars' : at === 8 ? null : value)),
    );
    const again = await fit(columns, changed, { label: { column: 'label' } });
    expect(again.prep).toEqual(output.prep);
    expect([...splitRows(workspace, again).train]).toEqual([...train]);
  });

  it('is shown raw beside encoded, and encoded in parts of exactly the split’s rows', async () => {
    const output = await fit(columns, rows, { label: { column: 'label' } });
    const page = encodedPage(workspace, output, { offset: 5, limit: 3, part: 'test' });
    const { test } = splitRows(workspace, output);
    expect(page.total).toBe(80);
    expect(page.numbers).toEqual([...test.slice(5, 8)].map((row) => row + 1));
    expect(page.raw).toEqual([...test.slice(5, 8)].map((row) => rows[row]));
    const part = [...encodedPart(workspace, output, 'test')];
    expect(part.flatMap((chunk) => chunk.rows)).toEqual([...test]);
    const width = output.prep.features.length;
    const first = part[0]?.x.subarray(5 * width, 6 * width) ?? [];
    expect(page.encoded[0]).toEqual([...first]);
  });

  it('points out the columns that give the label away', async () => {
    const leaking = rows.map((row) => [...row, row[9] === 'yes' ? 'paid' : 'open']);
    const output = await fit({ ...columns, status: 'category' }, leaking, {
      label: { column: 'label' },
    });
    // Every month of `joined` has one label only.
    expect(output.warnings).toEqual([
      { kind: 'leakage', column: 'joined' },
      { kind: 'leakage', column: 'status' },
    ]);
  });

  it('points it out where 30% of it is missing and the label alternates by row, but not a city seen late', async () => {
    const table = Array.from({ length: 300 }, (_, row) => [
      (row * 7) % 10 < 3 ? null : row % 2 === 0 ? 'paid' : 'open',
      row < 200 ? ['Rome', 'Oslo'][(row >> 1) % 2]! : 'Lima',
      row % 2,
    ]);
    const output = await fit({ status: 'category', city: 'category', y: 'integer' }, table, {
      label: { column: 'y' },
    });
    expect(output.warnings).toEqual([{ kind: 'leakage', column: 'status' }]);
  });

  it.each([
    ['boolean', [0, 1], 'yes', 'TRUE'],
    ['boolean', [0, 1], 'Y', 'TRUE'],
    ['boolean', [0, 1], '否', 'FALSE'],
    ['category', ['是', '否'], 'yes', '是'],
    ['category', ['Y', 'N'], 'n', 'N'],
    ['category', ['stays', 'leaves'], 'Leaves', 'leaves'],
  ] as const)('takes %s %j with “%s” as positive for %s', async (type, values, positive, meant) => {
    const table = Array.from({ length: 40 }, (_, row) => [row, values[row % 2] ?? null]);
    const label = { column: 'y', positive };
    const output = await fit({ x: 'real', y: type }, table, { label });
    expect(output.prep.label.classes[1]).toBe(meant);
  });

  it('names the values there are where the positive one is none of them', async () => {
    const table = Array.from({ length: 40 }, (_, row) => [row, row % 2 === 0 ? 'stays' : 'leaves']);
    const asked = fit({ x: 'real', y: 'category' }, table, {
      label: { column: 'y', positive: 'leave' },
    });
    await expect(asked).rejects.toMatchObject({
      code: 'label_positive_unknown',
      params: { there: '“leaves”, “stays”', nearest: 'leaves' },
    });
  });

  it('tells the class a part has few rows of, or none', async () => {
    const table = Array.from({ length: 300 }, (_, row) => [
      (row * 7) % 11,
      row < 6 ? 'rare' : 'common',
    ]);
    const output = await fit({ x: 'real', y: 'category' }, table, { label: { column: 'y' } });
    const counts = output.classCounts.find(({ value }) => value === 'rare');
    expect(output.warnings).toEqual(
      (['train', 'validation', 'test'] as const).map((part) => ({
        kind: counts?.[part] === 0 ? 'class_missing_in_part' : 'few_of_class',
        ...{ column: null, value: 'rare', part, count: counts?.[part] },
      })),
    );
  });

  it('warns of few rows and of more features than rows', async () => {
    const output = await fit(
      { name: 'category', label: 'boolean' },
      Array.from({ length: 15 }, (_, row) => [`v${row}`, row % 2]),
      { label: { column: 'label' }, split: allTraining },
    );
    const kinds = output.warnings.map((warning) => warning.kind);
    expect(kinds).toContain('few_rows');
    expect(kinds).not.toContain('more_features_than_rows');
    const wide = await fit(
      { a: 'category', b: 'category', label: 'boolean' },
      Array.from({ length: 15 }, (_, row) => [`v${row}`, `w${row}`, row % 2]),
      { label: { column: 'label' }, split: allTraining },
    );
    expect(wide.warnings.map((warning) => warning.kind)).toContain('more_features_than_rows');
  });
});

describe('labels', () => {
  const two = (
    values: CellValue[],
    type: ColumnType,
    label: object = {},
  ): Promise<FeaturesOutput> =>
    fit(
      { x: 'real', label: type },
      values.map((value, row) => [row * 1.5 + (row % 3), value]),
      { label: { column: 'label', ...label }, split: allTraining },
    );
  const repeat = (values: CellValue[], times: number): CellValue[] =>
    Array.from({ length: values.length * times }, (_, row) => values[row % values.length] ?? null);

  it('count the true value, else the rarer one, else the chosen one as positive', async () => {
    expect((await two(repeat([1, 1, 0], 9), 'boolean')).prep.label.classes).toEqual([
      'FALSE',
      'TRUE',
    ]);
    expect((await two(repeat(['a', 'b', 'b'], 9), 'text')).prep.label.classes).toEqual(['b', 'a']);
    const chosen = await two(repeat(['a', 'b', 'b'], 9), 'text', { positive: 'b' });
    expect(chosen.prep.label.classes).toEqual(['a', 'b']);
  });

  it('become several classes or a number by their type and values', async () => {
    expect((await two(repeat(['a', 'b', 'c'], 9), 'text')).prep.label.kind).toBe('classes');
    expect((await two(repeat([1, 2, 3, 4, 5], 9), 'integer')).prep.label.kind).toBe('classes');
    const numbers = await two(
      Array.from({ length: 40 }, (_, row) => row * 10),
      'integer',
    );
    expect(numbers.prep.label).toMatchObject({ kind: 'number', classes: [], offset: 195 });
    expect(1 / numbers.prep.label.factor).toBeCloseTo(Math.sqrt((1600 - 1) / 12) * 10, 9);
  });

  it('are left out of the split where they are missing', async () => {
    const output = await two([...repeat([0, 1], 20), null, null], 'boolean');
    expect(output.rows).toEqual({ train: 40, validation: 0, test: 0, unlabelled: 2 });
  });

  it.each([
    ['label_one_class', ['a', 'a', 'a'], 'text', {}],
    ['label_one_class', [null, null], 'text', {}],
    ['label_one_class', [5, 5, 5], 'real', { kind: 'number' }],
    ['label_too_many_classes', Array.from({ length: 300 }, (_, row) => `v${row}`), 'text', {}],
    ['label_too_many_classes', ['a', 'b', 'c'], 'text', { kind: 'binary' }],
    ['column_type', ['a', 'b', 'c'], 'text', { kind: 'number' }],
    ['label_positive_unknown', ['a', 'b', 'b'], 'text', { positive: 'z' }],
    ['label_missing', ['a', 'b'], 'text', { column: null }],
    ['column_missing', ['a', 'b'], 'text', { column: 'gone' }],
  ] as const)('are refused with %s', async (code, values, type, label) => {
    await expect(two([...values], type, label)).rejects.toMatchObject({ code });
  });
});

describe('impossible wishes', () => {
  const rows = Array.from({ length: 30 }, (_, row): CellValue[] => [row % 5, 'text', row % 2]);
  const ask = (settings: Record<string, unknown>): Promise<FeaturesOutput> =>
    fit({ x: 'integer', t: 'text', label: 'boolean' }, rows, {
      label: { column: 'label' },
      ...settings,
    });
  const numeric = { type: 'numeric', scale: 'standard', log: false };

  it('are refused with a code that says what to change', async () => {
    const columns = (column: string, encoding: object): object => ({
      columns: [{ column, encoding }],
    });
    const codes: [object, string][] = [
      [columns('t', numeric), 'column_type'],
      [columns('x', { type: 'dateParts' }), 'column_type'],
      [columns('gone', numeric), 'column_missing'],
      [columns('x', { type: 'skip' }), 'features_none'],
      [{ split: { kind: 'key' } }, 'column_missing'],
      [{ split: { kind: 'time', column: 't' } }, 'time_unread'],
      [{ split: { kind: 'key', column: 't' } }, 'split_empty'],
      [{ split: { validation: 0.9, test: 0.9 } }, 'split_empty'],
    ];
    for (const [settings, code] of codes) {
      await expect(ask({ ...settings })).rejects.toMatchObject({ code });
    }
    const empty = fit({ x: 'real', label: 'boolean' }, [], { label: { column: 'label' } });
    await expect(empty).rejects.toMatchObject({ code: 'table_empty' });
  });
});
