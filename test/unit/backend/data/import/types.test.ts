import { afterAll, describe, expect, it } from 'vitest';
import { valueText } from '#shared/encoding/index.ts';
import { importBench } from '../../../../support/import-text.ts';

const bench = importBench();
afterAll(() => bench.close());
const { load, preview } = bench;

/** A file of one column beside a number that keeps empty values from being empty lines. */
function column(...values: string[]): string {
  return `n,value\n${values.map((value, n) => `${n},${value}`).join('\n')}\n`;
}

async function typed(...values: string[]) {
  const { types, rows, warnings } = await load(column(...values), { options: { header: true } });
  return { type: types[1], values: rows.map((row) => row[1]), warnings };
}

describe('types found by themselves', () => {
  it('keeps codes with leading zeros and phone numbers as text', async () => {
    expect(await typed('007', '008')).toMatchObject({ type: 'text', values: ['007', '008'] });
    expect((await typed('+8613912345678', '13912345678')).type).toBe('text');
  });

  it('keeps integers beyond 2^53 as text and says so', async () => {
    expect(await typed('1', '9007199254740993')).toEqual({
      type: 'text',
      values: ['1', '9007199254740993'],
      warnings: [{ kind: 'large_integer', line: 3, column: 'value', count: 1 }],
    });
  });

  it('takes numbers too large for a double, and infinities, as missing and says so', async () => {
    expect(await typed('1.5', '1e309', '-inf', '1e308', 'NaN')).toEqual({
      type: 'real',
      values: [1.5, null, null, 1e308, null],
      warnings: [
        { kind: 'infinite', line: 3, column: 'value', count: 2 },
        { kind: 'bad_value_missing', line: 6, column: 'value', count: 1 },
      ],
    });
  });

  it('takes a column of nothing but NaN and infinities for numbers that are missing', async () => {
    const { type, values, warnings } = await typed('NaN', 'nan', '-Infinity');
    expect([type, values]).toEqual(['real', [null, null, null]]);
    expect(warnings.map(({ kind, count }) => [kind, count])).toEqual([
      ['bad_value_missing', 2],
      ['infinite', 1],
    ]);
  });

  it('keeps 007, 7 and 7.0 apart as ids, wherever in the file the first code stands', async () => {
    expect((await typed('7', '007', '7.0')).values).toEqual(['7', '007', '7.0']);
    const early = Array.from({ length: 150_000 }, (_, i) => `${i + 1},x`).join('\n');
    const { types, rows } = await load(`id,v\n${early}\n007,y\n`);
    expect(types[0]).toBe('text');
    expect([rows[6]?.[0], rows.at(-1)?.[0]]).toEqual(['7', '007']);
  });

  it('is exact up to 2^53 - 1 on both sides of zero', async () => {
    const most = String(Number.MAX_SAFE_INTEGER);
    expect(await typed(most, `-${most}`)).toEqual({
      ...{ type: 'integer', values: [Number.MAX_SAFE_INTEGER, -Number.MAX_SAFE_INTEGER] },
      warnings: [],
    });
    expect((await typed('9007199254740992')).type).toBe('text');
    await expect(
      load(column('9007199254740993', '1'), { columns: [{}, { type: 'integer' }] }),
    ).rejects.toMatchObject({ code: 'file_value', params: { line: 2, column: 'value' } });
  });

  it('names line and column of 1e309 where an integer was asked for', async () => {
    await expect(
      load(column('1', '1e309'), { columns: [{}, { type: 'integer' }] }),
    ).rejects.toMatchObject({ code: 'file_value', params: { line: 3, value: '1e309' } });
  });

  it('takes no day that does not exist for a date, and names it where a date was asked for', async () => {
    expect((await typed('2024-02-28', '2024-02-30')).type).toBe('text');
    await expect(
      load(column('13/02/2024', '02/13/2024'), { columns: [{}, { type: 'date' }] }),
    ).rejects.toMatchObject({ code: 'time_order_clash', params: { column: 'value' } });
  });

  it('leaves NaN among words a word', async () => {
    expect(await typed('NaN', 'Naan', 'Inf')).toMatchObject({
      type: 'text',
      values: ['NaN', 'Naan', 'Inf'],
    });
  });

  it.each([
    ['yes and no', null, ['yes', 'no', 'yes'], ['no', 'yes']],
    ['one side alone', null, ['TRUE', 'TRUE'], ['FALSE', 'TRUE']],
    ['true and false', null, ['true', 'false'], ['false', 'true']],
    ['Y and N', 'boolean', ['Y', 'N'], ['N', 'Y']],
    ['ja and nein', 'boolean', ['ja', 'Nein'], ['Nein', 'ja']],
    ['是 and 否', 'boolean', ['是', '否'], ['否', '是']],
    ['0 and 1', 'boolean', ['0', '1', ''], ['0', '1']],
  ] as const)('keeps the words of a column of %s', async (_, type, values, words) => {
    const choices = { options: { header: true }, columns: [{}, { type }] };
    const { table, rows, warnings } = await load(column(...values), choices);
    expect(table.columns[1]).toEqual({ name: 'value', type: 'boolean', words });
    const text = (value: string) => (value === '' ? null : value);
    expect(rows.map((row) => valueText(row[1], table.columns[1]!))).toEqual(values.map(text));
    expect(warnings).toEqual([]);
    const { columns } = await preview(column(...values), choices);
    expect(columns[1]).toMatchObject({ type: 'boolean', words });
  });

  it('tells where one truth value is written in several ways', async () => {
    const { warnings, values } = await typed('yes', 'No', 'Yes', 'yes');
    expect(values).toEqual([1, 0, 1, 1]);
    expect(warnings).toEqual([
      { kind: 'truth_spellings', line: null, column: 'value', count: 2, found: 'yes, Yes' },
    ]);
  });

  it('reads TRUE and FALSE, yes and no as booleans, but not 0 and 1', async () => {
    expect(await typed('TRUE', 'false', '')).toMatchObject({
      type: 'boolean',
      values: [1, 0, null],
    });
    expect(await typed('yes', 'No')).toMatchObject({ type: 'boolean', values: [1, 0] });
    expect((await typed('0', '1')).type).toBe('integer');
  });

  it('reads dates, by the order some value proves', async () => {
    expect(await typed('01/02/2024', '13/02/2024')).toMatchObject({
      type: 'date',
      values: ['2024-02-01', '2024-02-13'],
      warnings: [],
    });
    expect(await typed('01/02/2024', '02/13/2024')).toMatchObject({
      values: ['2024-01-02', '2024-02-13'],
      warnings: [],
    });
    expect((await typed('13/02/2024', '02/13/2024')).type).toBe('text');
  });

  it('warns of dates that could be either way', async () => {
    const { type, warnings } = await typed('01/02/2024', '03/04/2024');
    expect(type).toBe('date');
    expect(warnings).toEqual([{ kind: 'ambiguous_date', line: 2, column: 'value', count: 2 }]);
  });

  it('calls text of few values a category', async () => {
    const values = Array.from({ length: 40 }, (_, i) => ['red', 'green', 'blue'][i % 3]!);
    expect((await typed(...values)).type).toBe('category');
    expect((await typed(...values.map((value, i) => value + i))).type).toBe('text');
  });

  it('takes marks of missing values as such, in numbers and in text', async () => {
    expect(await typed('1', 'NA', ' ? ', '')).toMatchObject({
      type: 'integer',
      values: [1, null, null, null],
    });
    const marked = await load(column('1', '-999', '3'), { options: { missing: ['-999'] } });
    expect(marked.rows.map((row) => row[1])).toEqual([1, null, 3]);
  });

  it('looks at the whole file where a late value contradicts the first megabyte', async () => {
    const early = Array.from({ length: 120_000 }, (_, i) => `${i},${i}.50,01/02/2024,`);
    const late = ['120000,007,02/13/2024,here at last'];
    const { types, rows } = await load(`n,code,day,note\n${[...early, ...late].join('\n')}\n`);
    expect(types).toEqual(['integer', 'text', 'date', 'text']);
    expect(rows[1]).toEqual([1, '1.50', '2024-01-02', null]);
    expect(rows.at(-1)).toEqual([120_000, '007', '2024-02-13', 'here at last']);
  });

  it('sees whether the first line names the columns', async () => {
    expect((await load('name,n\nx,1\n')).names).toEqual(['name', 'n']);
    expect((await load('x,1\ny,2\n')).names).toEqual(['column 1', 'column 2']);
    expect((await load('colour,shape\nred,round\nblue,square\n')).names).toEqual([
      'colour',
      'shape',
    ]);
    expect((await load('red,round\nblue,round\nred,square\n')).names).toEqual([
      'column 1',
      'column 2',
    ]);
  });
});

describe('types chosen', () => {
  it('names line and column of a value that does not fit, or takes it as missing', async () => {
    const text = column('1', '"two\nlines"', 'x', '4');
    const columns = [{}, { type: 'integer' as const }];
    await expect(load(text, { columns })).rejects.toMatchObject({
      code: 'file_value',
      params: { line: 3, column: 'value', value: 'two\nlines', type: 'integer' },
    });
    const { rows, warnings } = await load(text, { columns, options: { badValues: 'missing' } });
    expect(rows.map((row) => row[1])).toEqual([1, null, null, 4]);
    expect(warnings).toEqual([{ kind: 'bad_value_missing', line: 3, column: 'value', count: 2 }]);
  });

  it('reads more spellings where it was told what to expect', async () => {
    const { rows } = await load('a,b,c\n007,Y,03/04/2024\n+5,0,04/05/2024\n5.0,f,05/06/2024\n', {
      columns: [{ type: 'integer' }, { type: 'boolean' }, { type: 'date' }],
      options: { dayFirst: false },
    });
    expect(rows).toEqual([
      [7, 1, '2024-03-04'],
      [5, 0, '2024-04-05'],
      [5, 0, '2024-05-06'],
    ]);
  });

  it('counts every bad date, also one that repeats', async () => {
    const { rows, warnings } = await load('n,d\n1,2024-01-01\n2,soon\n3,soon\n4,later\n', {
      columns: [{}, { type: 'date' }],
      options: { badValues: 'missing' },
    });
    expect(rows.map((row) => row[1])).toEqual(['2024-01-01', null, null, null]);
    expect(warnings).toEqual([{ kind: 'bad_value_missing', line: 3, column: 'd', count: 3 }]);
  });

  it('renames and leaves out columns', async () => {
    const { names, rows } = await load('a,b,c\n1,x,2\n', {
      columns: [{ name: 'first' }, { skip: true }],
      options: { header: true },
    });
    expect([names, rows]).toEqual([['first', 'c'], [[1, 2]]]);
  });

  it('refuses a choice for a column that is not there', async () => {
    await expect(load('a,b\n1,2\n', { columns: [{}, {}, { name: 'c' }] })).rejects.toMatchObject({
      code: 'column_missing',
    });
  });
});

describe('preview', () => {
  it('shows what would be stored beside what stands in the file', async () => {
    const shown = await preview('id;when;ok\n007;03/04/2024;TRUE\nx;13/04/2024;?\n', {
      columns: [{ name: 'code' }, {}, { skip: true }],
    });
    expect(shown.detected).toMatchObject({
      format: 'delimited',
      delimiter: ';',
      header: true,
      encoding: 'utf-8',
      dayFirst: true,
      compressed: false,
    });
    const plain = { reading: null, marks: [], keepsNa: false, codes: false };
    expect(shown.columns).toMatchObject([
      { name: 'code', detected: 'text', type: 'text', missing: 0, ...plain },
      { name: 'when', detected: 'date', type: 'date', missing: 0, ...plain },
      { name: 'ok', detected: 'boolean', type: 'boolean', missing: 1, ...plain },
    ]);
    expect(shown.rows).toEqual([
      ['007', '2024-04-03', null],
      ['x', '2024-04-13', null],
    ]);
    expect(shown.raw[1]).toEqual(['x', '13/04/2024', '?']);
  });

  it('proposes dates, and keeps texts, where one short word in every value is all that speaks for them', async () => {
    const { columns } = await preview(
      'a,b,c\n6 set 24,6 set 24,6 set 2024\n4 set 12,5 ott 24,4 set 2012\n',
    );
    const [thin, months, years] = columns;
    expect(thin).toMatchObject({
      type: 'text',
      proposed: { format: { reading: 'year_month_day' } },
    });
    expect(months).toMatchObject({ type: 'date', proposed: null });
    expect(years).toMatchObject({ type: 'date', proposed: null });
  });
});
