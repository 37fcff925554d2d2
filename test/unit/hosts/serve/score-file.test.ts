import { readFileSync, writeFileSync } from 'node:fs';
import type { SchemaElement } from 'hyparquet';
import { ByteWriter, ParquetWriter } from 'hyparquet-writer';
import { afterAll, describe, expect, it } from 'vitest';
import { createRuntime } from '#shared/export/runtime.ts';
import { openParquet } from '../../../../src-main/hosts/serve/files/read-parquet.ts';
import { scoreFile } from '../../../../src-main/hosts/serve/files/score-file.ts';
import { goodRow, smallModel } from '../../../support/export/small-model.ts';
import { temporaryFolder } from '../../../support/folder.ts';
import {
  asyncBufferFromFile,
  parquetMetadataAsync,
  parquetReadObjects,
} from '../../../support/parquet.ts';

const folder = temporaryFolder();
afterAll(() => folder.remove());

describe('Scores written to a file', () => {
  it.each([[['-1', '0', '1']], [['1', '10', '2']], [['0.5', '1', '2']]])(
    'stand below their classes: %j',
    async (classes) => {
      const small = smallModel('classes');
      const model = { ...small, prep: { ...small.prep, label: { ...small.prep.label, classes } } };
      const [from, to] = [folder.file('in.csv'), folder.file('out.csv')];
      writeFileSync(from, 'city,age,spent,member,joined,score\nParis,33,12.5,ja,2024-02-29,0.5\n');
      await scoreFile({ model, from, to, strict: true, locale: 'en' });
      const [head = [], row = []] = readFileSync(to, 'utf8')
        .trim()
        .split('\r\n')
        .map((line) => line.split(','));
      const written = Object.fromEntries(head.map((name, at) => [name, row[at]]));
      const told = createRuntime(model).predict(goodRow);
      if (!('probabilities' in told)) throw new Error('a label of classes has probabilities');
      expect(written['prediction']).toBe(told.label);
      for (const name of classes)
        expect(Number(written[`probability ${name}`])).toBe(told.probabilities[name]);
    },
  );
});

const rows = 60_000;
const big = 2n ** 60n + 1n;

/** Rows in Parquet: what the model reads, and columns whose values are unlike the first ones late in the file. */
function late(path: string): void {
  const writer = new ByteWriter();
  const optional = { repetition_type: 'OPTIONAL' } as const;
  const text = { type: 'BYTE_ARRAY', converted_type: 'UTF8', ...optional } as const;
  const schema: SchemaElement[] = [
    { name: 'root', num_children: 10 },
    { name: 'city', ...text },
    { name: 'age', type: 'INT64', ...optional },
    { name: 'id', type: 'INT64', ...optional },
    { name: 'hash', type: 'INT64', converted_type: 'UINT_64', ...optional },
    {
      ...{ name: 'price', type: 'FIXED_LEN_BYTE_ARRAY', type_length: 16, ...optional },
      ...{ converted_type: 'DECIMAL', scale: 2, precision: 38 },
    },
    {
      ...{ name: 'spent', type: 'INT64', converted_type: 'DECIMAL', scale: 2, precision: 18 },
      ...optional,
    },
    { name: 'note', ...text },
    {
      ...{ name: 'at', type: 'INT64', ...optional },
      logical_type: { type: 'TIMESTAMP', isAdjustedToUTC: true, unit: 'NANOS' },
    },
    { name: 'joined', type: 'INT32', converted_type: 'DATE', ...optional },
    { name: 'bytes', type: 'BYTE_ARRAY', ...optional },
  ];
  const each = <T>(early: (row: number) => T, last: T): T[] =>
    Array.from({ length: rows }, (_, row) => (row === rows - 1 ? last : early(row)));
  const columnData = [
    { name: 'city', data: each(() => 'Paris', 'Rome') },
    { name: 'age', data: each(() => 33n, 41n) },
    { name: 'id', data: each(BigInt, big) },
    { name: 'hash', data: each(BigInt, 2n ** 64n - 1n) },
    { name: 'price', data: each((row) => BigInt(row), -(10n ** 37n)) },
    { name: 'spent', data: each(() => 1250n, 1999n) },
    { name: 'note', data: each<string | null>(() => null, 'late') },
    { name: 'at', data: each(() => 0n, 1_700_000_000_123_456_789n) },
    { name: 'joined', data: each(() => 19_782, 19_783) },
    { name: 'bytes', data: each(() => Uint8Array.of(65), Uint8Array.of(255, 0)) },
  ];
  const parquet = new ParquetWriter({ writer, schema });
  void parquet.write({ columnData, rowGroupSize: 10_000 });
  void parquet.finish();
  writeFileSync(path, writer.getBytes());
}

/** Cells as they are stored: the schema is told to mean nothing. */
async function storedCells(path: string): Promise<Record<string, unknown>[]> {
  const file = await asyncBufferFromFile(path);
  const metadata = await parquetMetadataAsync(file);
  const schema = metadata.schema.map(({ converted_type: _, logical_type: __, ...rest }) => rest);
  return parquetReadObjects({ file, metadata: { ...metadata, schema }, utf8: false });
}

describe('Columns of a Parquet file', () => {
  it('go back as they were stored, however late they hold what is large, long or no number', async () => {
    const [from, to] = [folder.file('late.parquet'), folder.file('late-out.parquet')];
    late(from);
    const model = smallModel();
    const report = await scoreFile({ model, from, to, strict: false, locale: 'en' });
    expect(report).toMatchObject({ rows, unread: 0 });
    const names = ['city', 'age', 'id', 'hash', 'price', 'spent', 'note', 'at', 'joined', 'bytes'];
    const [given, copied] = [await storedCells(from), await storedCells(to)];
    const own = copied.map((row) => Object.fromEntries(names.map((name) => [name, row[name]])));
    expect(own.at(-1)).toEqual(given.at(-1));
    expect(own).toEqual(given);
    expect(own.at(-1)).toMatchObject({ id: big, spent: 1999n, joined: 19_783 });
    const schemas = await Promise.all(
      [from, to].map(
        async (path) => (await parquetMetadataAsync(await asyncBufferFromFile(path))).schema,
      ),
    );
    expect(schemas[1]?.slice(1, names.length + 1)).toEqual(schemas[0]?.slice(1));
  });

  it('mean what they mean to the import: decimals are numbers to the last digit, days are days', async () => {
    const [from, to] = [folder.file('late.parquet'), folder.file('late.csv')];
    const model = smallModel();
    await scoreFile({ model, from, to, strict: false, locale: 'en' });
    const lines = readFileSync(to, 'utf8').trim().split('\r\n');
    const cells = (line: string | undefined): string[] => line?.split(',') ?? [];
    const last = Object.fromEntries(
      cells(lines[0]).map((name, at) => [name, cells(lines.at(-1))[at]]),
    );
    expect(last).toMatchObject({
      ...{ city: 'Rome', id: '1152921504606846977', hash: '18446744073709551615' },
      ...{ price: '-100000000000000000000000000000000000.00', spent: '19.99' },
      ...{ note: 'late', at: '2023-11-14 22:13:20.123456789', joined: '2024-03-01', bytes: 'ff00' },
    });
    const told = createRuntime(model).predict({
      ...{ city: 'Rome', age: 41, spent: 19.99, joined: '2024-03-01', member: null, score: null },
    });
    if (!('probability' in told)) throw new Error('a label of two classes has a probability');
    expect(Number(last['probability'])).toBe(told.probability);
  });
});

describe('The header of a CSV file', () => {
  const model = smallModel();
  const scored = async (header: string, more = '') => {
    const [from, to] = [folder.file('names.csv'), folder.file('names-out.csv')];
    writeFileSync(from, `${header}\nParis,33,12.5,ja,2024-02-29,0.5${more}\n`);
    const report = await scoreFile({ model, from, to, strict: false, locale: 'en' });
    return { report, text: readFileSync(to, 'utf8') };
  };

  it('names columns as the import does: without blanks around, the empty by their place', async () => {
    const { report, text } = await scored(' city,age ,spent,member,joined,score, ', ',7');
    expect(report).toMatchObject({ unread: 0, absent: [], unknown: ['column 7'] });
    expect(text).toMatch(/^city,age,spent,member,joined,score,column 7,prediction/);
    const told = createRuntime(model).predict(goodRow);
    expect(text).toContain(String('probability' in told ? told.probability : NaN));
  });

  it('tells columns of one name apart as the import does: the first keeps it', async () => {
    const { report, text } = await scored('city,age,spent,member,joined,score,age ,age', ',7,8');
    expect(report).toMatchObject({ unread: 0, absent: [], unknown: ['age 2', 'age 3'] });
    const told = createRuntime(model).predict(goodRow);
    expect(text).toContain(String('probability' in told ? told.probability : NaN));
  });
});

describe('The columns of a Parquet file', () => {
  it('have the names the import gives them, told apart where two have one', async () => {
    const [from, to] = [folder.file('twins.parquet'), folder.file('twins.csv')];
    const values: (readonly [string, string | number])[] = [
      ...([
        ['city', 'Paris'],
        [' age ', 33],
        ['age', 77],
        ['spent', 12.5],
      ] as const),
      ...([
        ['joined', '2024-02-29'],
        ['score', 0.5],
        ['city', 'Rome'],
      ] as const),
    ];
    const writer = new ByteWriter();
    const file = new ParquetWriter({
      writer,
      schema: [
        { name: 'root', num_children: values.length },
        ...values.map(([name, value]): SchemaElement =>
          typeof value === 'number'
            ? { name, type: 'DOUBLE', repetition_type: 'OPTIONAL' }
            : { name, type: 'BYTE_ARRAY', converted_type: 'UTF8', repetition_type: 'OPTIONAL' },
        ),
      ],
    });
    void file.write({ columnData: values.map(([name, value]) => ({ name, data: [value] })) });
    void file.finish();
    writeFileSync(from, writer.getBytes());
    const model = smallModel();
    const report = await scoreFile({ model, from, to, strict: false, locale: 'en' });
    expect(report).toMatchObject({
      rows: 1,
      unread: 0,
      absent: ['member'],
      unknown: ['age 2', 'city 2'],
    });
    const told = createRuntime(model).predict({ ...goodRow, member: null });
    expect(readFileSync(to, 'utf8')).toContain(
      String('probability' in told ? told.probability : NaN),
    );
    expect(readFileSync(to, 'utf8')).toMatch(/^city,age,age 2,spent,joined,score,city 2,/);
  });

  it('that hold durations hold seconds in the copy, whatever unit they were stored in', async () => {
    const [from, to] = ['test/golden/parquet/kinds.parquet', folder.file('kinds.parquet')];
    const small = smallModel();
    const model = { ...small, inputs: small.inputs.map((one) => ({ ...one, required: false })) };
    await scoreFile({ model, from, to, strict: false, locale: 'en' });
    const [given, copied] = [await cellsOf(from, 'length'), await cellsOf(to, 'length')];
    expect(given.filter((cell) => typeof cell === 'number').length).toBeGreaterThan(1);
    expect(copied).toEqual(given);
  });
});

/** What a column's cells mean. */
async function cellsOf(path: string, column: string): Promise<unknown[]> {
  const reader = await openParquet(path);
  const at = reader.columns.findIndex(({ name }) => name === column);
  const cells: unknown[] = [];
  for await (const rows of reader.batches())
    cells.push(...rows.map((row) => reader.columns[at]!.value(row[at])));
  return cells;
}
