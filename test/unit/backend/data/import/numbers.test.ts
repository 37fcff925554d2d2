import { afterAll, describe, expect, it } from 'vitest';
import { importBench } from '../../../../support/import-text.ts';

const bench = importBench();
afterAll(() => bench.close());
const { load, preview } = bench;

/** A file of one quoted column beside a number. */
async function typed(values: readonly string[], delimiter = ',') {
  const lines = values.map((value, n) => `${n}${delimiter}"${value.replaceAll('"', '""')}"`);
  const content = `n${delimiter}value\n${lines.join('\n')}\n`;
  const { types, rows, warnings } = await load(content, { options: { header: true } });
  const told = warnings.map(({ kind, found }) => (found === undefined ? kind : `${kind} ${found}`));
  return { type: types[1], values: rows.map((row) => row[1]), told };
}

describe('numbers, decided over the whole column', () => {
  // pandas.read_csv(sep=';', decimal=',', thousands='.')
  it('reads decimal commas in a file of semicolons', async () => {
    const { types, rows, warnings } = await load(
      'id;price;rate\n1;0,123;2,5\n2;1,234;3,75\n3;12,5;4,125\n4;1.234,56;5,000\n',
    );
    expect(types).toEqual(['integer', 'real', 'real']);
    expect(rows).toEqual([
      [1, 0.123, 2.5],
      [2, 1.234, 3.75],
      [3, 12.5, 4.125],
      [4, 1234.56, 5],
    ]);
    expect(warnings.map(({ kind, column }) => [kind, column])).toEqual([
      ['number_format', 'price'],
      ['number_format', 'rate'],
    ]);
  });

  it('tells where points between semicolons may stand between thousands, and nowhere else', async () => {
    const points = ['1.234', '2.500', '12.345'];
    const told = ['number_ambiguous 1234.5'];
    expect(await typed(points, ';')).toEqual({ type: 'real', values: [1.234, 2.5, 12.345], told });
    expect((await typed(points)).told).toEqual([]);
    expect((await typed(['1.234', '2.5'], ';')).told).toEqual([]);
  });

  it('takes what one column proves for a column that both marks fit', async () => {
    const { rows, warnings } = await load('a;b;c\n1,234;1.234;7,5\n5,678;2.500;8,25\n');
    expect(rows).toEqual([
      [1.234, 1234, 7.5],
      [5.678, 2500, 8.25],
    ]);
    expect(warnings.map(({ kind, column }) => `${kind} ${column}`)).toContain('number_ambiguous b');
  });

  it.each([
    [['1,234', '5,678'], [1234, 5678], 'integer'],
    [['1,234.5', '12', '1,234,567.25'], [1234.5, 12, 1234567.25], 'real'],
    [['12,34,567', '1,00,000', '999'], [1234567, 100000, 999], 'integer'],
    [['1 234,5', '12 345,75', '3'], [1234.5, 12345.75, 3], 'real'],
    [['1\u202f234', '12\u00a0345'], [1234, 12345], 'integer'],
    [["1'234.50", '12’345.00'], [1234.5, 12345], 'real'],
    [['1.234.567', '2.500'], [1234567, 2500], 'integer'],
    [['(1,200.00)', '300.00', '(45.10)'], [-1200, 300, -45.1], 'real'],
    [['120.50-', '3'], [-120.5, 3], 'real'],
    [['45%', '7.5%', '100%', '0'], [0.45, 0.075, 1, 0], 'real'],
    [['12,5 %', '7,25 %'], [0.125, 0.0725], 'real'],
    [['$12.50', '$1,200.00', '-$0.99', '($5.00)'], [12.5, 1200, -0.99, -5], 'real'],
    [['¥1,200', '¥35'], [1200, 35], 'integer'],
    [['1.200,50 €', '3 €'], [1200.5, 3], 'real'],
    [['100 kr', '25 kr'], [100, 25], 'integer'],
    [['CHF 1’200.50', 'CHF 3'], [1200.5, 3], 'real'],
    [['12元', '1,500元'], [12, 1500], 'integer'],
    [['１２３', '４５'], [123, 45], 'integer'],
    [['\u22125.5', '3'], [-5.5, 3], 'real'],
    [['+0.5', '-0.25', '+12'], [0.5, -0.25, 12], 'real'],
    [['3', '+5', '0', '12'], [3, 5, 0, 12], 'integer'],
    [['1.5e3', '2E-2', '1e+2'], [1500, 0.02, 100], 'real'],
  ])('%j', async (written, wanted, type) => {
    const found = await typed(written);
    expect([found.type, found.values]).toEqual([type, wanted]);
  });

  it.each([
    ['codes with an e', ['314659', '557e90', '123456', '987654']],
    ['1E5, 1E05 and 100000', ['1E5', '2E7', '1E05', '100000']],
    ['codes with an e beyond every number', ['314659', '557e999']],
    ['ids no double tells apart', ['1152735103331642317', '1152735103331642318', '2.5']],
    ['several currencies', ['$5', '€7']],
    ['some percentages', ['45%', '45']],
    ['phone numbers in groups', ['020 123 456', '020 987 654', '030 111 222']],
    ['account numbers in groups', ['123 456 789', '987 654 321']],
    ['addresses of networks', ['192.168.100.101', '192.168.100.102']],
    ['versions', ['1.2.3', '1.2.4']],
    ['groups of the wrong length', ['1,23,4', '5']],
    ['numbers with zeros in front of groups', ['01,234', '05,678']],
    ['lists of numbers', ['1,2', '3', '7', '8', '4,5']],
    ['notes in parentheses', ['(1)', '(2)']],
    ['marks at school', ['1-', '2-', '3']],
    ['powers', ['10²', '20²']],
    ['numbers in circles', ['①', '②']],
    ['two kinds of thousands', ['1,234.5', '1 234.5']],
    ['codes to dial', ['+44', '+1', '49']],
    ['phone numbers with a plus', ['+491701234', '+492215678']],
  ])('keeps as text: %s', async (_, written) => {
    const found = await typed(written);
    expect(found.values).toEqual(written);
    expect(['text', 'category']).toContain(found.type);
  });

  it('says of text that looks like numbers that it is kept', async () => {
    expect((await typed(['314659', '557e90'])).told).toEqual(['number_codes']);
    expect((await typed(['$5', '€7'])).told).toEqual(['number_codes']);
  });

  it('decides over the whole file, not its beginning', async () => {
    const early = Array.from({ length: 150_000 }, (_, n) => `${n};1.${100 + (n % 900)}`);
    const { rows } = await load(`n;v\n${early.join('\n')}\n150000;1.234,5\n`);
    expect([rows[0]?.[1], rows.at(-1)?.[1]]).toEqual([1100, 1234.5]);
    const mixed = Array.from({ length: 150_000 }, (_, n) => `${n};${n % 900}`);
    const text = await load(`n;v\n${mixed.join('\n')}\n150000;$5\n150001;€5\n`);
    expect([text.types[1], text.rows[5]?.[1]]).toEqual(['text', '5']);
  });

  it('follows a chosen format, and names what does not fit it', async () => {
    const comma = { number: { decimal: ',', thousands: '.' } } as const;
    const { rows } = await load('n;v\n1;1.234\n2;5.678\n', { columns: [{}, comma] });
    expect(rows.map((row) => row[1])).toEqual([1234, 5678]);
    const all = await load('n;v;w\n1;1.234;a\n2;5.678;b\n', { options: { decimal: ',' } });
    expect(all.rows.map((row) => row[1])).toEqual([1234, 5678]);
    await expect(
      load('n;v\n1;1,5\n2;x\n3;1.5\n', { columns: [{}, { type: 'real' }] }),
    ).rejects.toMatchObject({ code: 'file_value' });
  });

  it('reads a chosen type as the whole column is written', async () => {
    const { rows } = await load('n;v\n1;1.234\n2;5,5\n3;oops\n', {
      ...{ columns: [{}, { type: 'real' }], options: { badValues: 'missing' } },
    });
    expect(rows.map((row) => row[1])).toEqual([1234, 5.5, null]);
  });

  it('shows in the preview how numbers are read', async () => {
    const { columns } = await preview('id;price\n1;0,5\n2;1.234,56\n');
    expect(columns[1]).toMatchObject({
      type: 'real',
      reading: { format: { decimal: ',', thousands: '.' }, percent: false, ambiguous: false },
    });
    expect(columns[0]?.reading).toBeNull();
  });

  it('tells headers from values', async () => {
    expect((await load('id,25%,50%\n1,2.5,3.5\n2,3.5,4.5\n')).names).toEqual(['id', '25%', '50%']);
    expect((await load('$5,a\n$6,b\n')).rows).toEqual([
      [5, 'a'],
      [6, 'b'],
    ]);
  });
});

describe('marks of missing values', () => {
  it('are proposed in columns of numbers, and counted', async () => {
    const { types, rows, warnings } = await load(
      'id,country,age,income,score\n1,NA,34,NULL,1.5\n2,DE,N/A,5000,-\n3,FR,null,6200,nan\n4,,41,#N/A,2.5\n5,NA,None,7000,3.5\n',
    );
    expect(types).toEqual(['integer', 'text', 'integer', 'integer', 'real']);
    expect(rows).toEqual([
      [1, 'NA', 34, null, 1.5],
      [2, 'DE', null, 5000, null],
      [3, 'FR', null, 6200, null],
      [4, null, 41, null, 2.5],
      [5, 'NA', null, 7000, 3.5],
    ]);
    const told = warnings.map(({ kind, column, found, count }) => [kind, column, found, count]);
    expect(told).toEqual(
      expect.arrayContaining([
        ['mark_kept', 'country', 'NA', 2],
        ['mark_missing', 'age', 'N/A', 1],
        ['mark_missing', 'age', 'null', 1],
        ['mark_missing', 'age', 'None', 1],
        ['mark_missing', 'income', 'NULL', 1],
        ['mark_missing', 'income', '#N/A', 1],
        ['mark_missing', 'score', '-', 1],
      ]),
    );
  });

  it('are set column by column', async () => {
    const content = 'id,country,age\n1,NA,34\n2,DE,NULL\n';
    const missing = await load(content, { columns: [{}, { missing: ['NA'] }] });
    expect(missing.rows[0]).toEqual([1, null, 34]);
    const kept = await load(content, { columns: [{}, {}, { type: 'text' }] });
    expect(kept.rows[1]).toEqual([2, 'DE', 'NULL']);
  });

  it('stay words among words, and NA stays missing there', async () => {
    const { rows } = await load('n,v\n1,NULL\n2,none\n3,blue\n4,NA\n');
    expect(rows.map((row) => row[1])).toEqual(['NULL', 'none', 'blue', null]);
  });

  it('are \\N among texts too, as MySQL and PostgreSQL write them, unless somebody says otherwise', async () => {
    const dump = 'id\tname\tcity\tn\n1\t\\N\tRom\t4\n2\tAnn\t\\N\t\\N\n3\t\\N\tBonn\t6\n';
    const { rows, types, warnings } = await load(dump);
    expect(types).toEqual(['integer', 'text', 'text', 'integer']);
    expect(rows).toEqual([
      [1, null, 'Rom', 4],
      [2, 'Ann', null, null],
      [3, null, 'Bonn', 6],
    ]);
    const told = (column: string, line: number, count: number) => ({
      ...{ kind: 'mark_missing', line, column, count, found: '\\N' },
    });
    expect(warnings).toEqual([told('name', 2, 2), told('city', 3, 1), told('n', 3, 1)]);
    const { columns } = await bench.preview(dump);
    expect(columns.map(({ marks }) => marks)).toEqual([[], ['\\N'], ['\\N'], ['\\N']]);
    const kept = await load(dump, { columns: [{}, { missing: [''] }] });
    expect(kept.rows.map((row) => row[1])).toEqual(['\\N', 'Ann', '\\N']);
    const chosen = await load(dump, { columns: [{}, { type: 'text' }, {}, { type: 'text' }] });
    expect(chosen.rows[1]).toEqual([2, 'Ann', null, null]);
  });

  it('are \\N only where it stands alone, and wherever in the file it comes first', async () => {
    const early = Array.from({ length: 150_000 }, (_, n) => `${n},C:\\New,NULL`);
    const { types, rows, warnings } = await load(`n,c,v\n${early.join('\n')}\n7,\\N,3\n8,\\n,4\n`);
    expect(types).toEqual(['integer', 'category', 'integer']);
    expect(rows.slice(-2)).toEqual([
      [7, null, 3],
      [8, '\\n', 4],
    ]);
    expect(warnings).toEqual([
      { kind: 'mark_missing', line: 150_002, column: 'c', count: 1, found: '\\N' },
      { kind: 'mark_missing', line: 2, column: 'v', count: 150_000, found: 'NULL' },
    ]);
  });

  it('are found wherever in the file they stand', async () => {
    const early = Array.from({ length: 150_000 }, (_, n) => `${n},DE,5`);
    const { types, rows, warnings } = await load(
      `n,c,v\n0,NA,1\n${early.join('\n')}\n7,Italy,NULL\n`,
    );
    expect(types).toEqual(['integer', 'category', 'integer']);
    expect([rows[0], rows.at(-1)]).toEqual([
      [0, null, 1],
      [7, 'Italy', null],
    ]);
    expect(warnings).toEqual([
      { kind: 'mark_missing', line: 150_003, column: 'v', count: 1, found: 'NULL' },
    ]);
  });
});
