import { readFileSync } from 'node:fs';
import { afterAll, describe, expect, it } from 'vitest';
import { createRandom } from '#shared/random/index.ts';
import { importBench } from '../../../../support/import-text.ts';
import { parquetWriteBuffer } from '../../../../support/parquet.ts';

const bench = importBench();
afterAll(() => bench.close());

/** Written by pyarrow: 300 rows in three row groups, in `all-types` one column of each type. */
function golden(name: string): Buffer {
  const path = `../../../../golden/parquet/${name}.parquet`;
  return readFileSync(new URL(path, import.meta.url));
}

describe('import of Parquet', () => {
  it.each(['snappy', 'zstd', 'gzip', 'none'])('reads what pyarrow wrote with %s', async (name) => {
    const { table, rows, types, warnings } = await bench.load(golden(`all-types-${name}`));
    expect(table.columns.map((column) => column.name)).toEqual([
      ...['id', 'big', 'price', 'name', '__proto__', 'ok', 'day', 'at', 'cost', 'tags'],
    ]);
    expect(types).toEqual([
      ...['integer', 'text', 'real', 'category', 'text', 'boolean', 'date', 'date', 'real'],
      'category',
    ]);
    expect(rows).toHaveLength(300);
    expect(rows[0]).toEqual([
      ...[0, '0', null, null, '000', 1, '2024-01-01', '2024-01-01 12:00:00', 0, '[]'],
    ]);
    expect(rows[250]).toEqual([
      ...[250, '9007199254740993', null, '名 0', '250', 0, '2024-09-07', '2024-01-01 12:04:10'],
      ...[2.5, '["a"]'],
    ]);
    expect(rows[299]?.[2]).toBe(74.75);
    expect(warnings).toEqual([{ kind: 'large_integer', line: 251, column: 'big', count: 1 }]);
  });

  it('previews its beginning', async () => {
    const shown = await bench.preview(golden('all-types-snappy'), {}, 3);
    expect(shown.detected.format).toBe('parquet');
    expect(shown.rows).toHaveLength(3);
  });

  it.each(['pages-v2-zstd', 'delta-none'])('reads the newer pages of %s', async (name) => {
    const { rows, types } = await bench.load(golden(name));
    expect(types.slice(0, 3)).toEqual(['integer', 'category', 'boolean']);
    expect(rows).toHaveLength(300);
    for (const [k, row] of rows.entries()) {
      expect(row.slice(0, 3)).toEqual([
        k % 7 === 0 ? null : k * k,
        k % 3 === 0 ? null : `s${k % 50}`,
        k % 11 === 0 ? null : Number(k % 2 === 0),
      ]);
    }
  });
  it('keeps texts that two orders of day and month read as they are, and says so', async () => {
    const days = ['03/01/09', '04/01/09', '02/01/09'];
    const settled = ['01/13/09', '01/02/09', '01/03/09'];
    const file = parquetWriteBuffer(
      ['open', 'settled'],
      days.map((open, n) => ({ open, settled: settled[n] })),
    );
    const { types, rows, warnings } = await bench.load(file);
    expect(types).toEqual(['text', 'date']);
    expect(rows.map(([open]) => open)).toEqual(days);
    // pandas.to_datetime(…, format='%m/%d/%y')
    expect(rows.map((row) => row[1])).toEqual(['2009-01-13', '2009-01-02', '2009-01-03']);
    expect(warnings).toMatchObject([{ kind: 'ambiguous_date', column: 'open', count: 3 }]);
    const time = { reading: 'month_day_year' as const };
    const chosen = await bench.load(file, { columns: [{ type: 'date', time }] });
    expect(chosen.rows.map(([open]) => open)).toEqual(['2009-03-01', '2009-04-01', '2009-02-01']);
    expect(chosen.warnings).toEqual([]);
  });

  it('keeps columns of one name, bytes, times, lengths of time, long numbers and odd years apart and exact', async () => {
    const { rows, names, warnings } = await bench.load(golden('kinds'));
    expect(names.slice(0, 2)).toEqual(['price', 'price 2']);
    expect(rows).toEqual([
      [
        ...[10, 1, '80', '0001', '09:30:00', 3600, 0.07, '12345678901234567.89'],
        ...['18446744073709551615', 4294967295, 1.5, '1969-12-31 23:59:59.999999999'],
        ...['10000-01-01 00:00:00', '0000-01-01'],
      ],
      [
        ...[20, 2, 'fffe', 'ff00', '23:59:59.25', 1.5, -1.1, '0.1', '1', 5, 0],
        ...['2000-02-29 00:00:00.000000001', '-0001-12-31 23:59:59.999999', '2024-02-29'],
      ],
      [null, 3, '01', ...Array<null>(11).fill(null)],
    ]);
    expect(warnings.map(({ kind, column }) => [kind, column])).toEqual([
      ['bytes_as_hex', 'bytes'],
      ['duration_seconds', 'length'],
      ['duplicate_header', 'price 2'],
      ['large_integer', 'ulong'],
    ]);
  });

  it('reads lists, structs and maps as JSON whose numbers are numbers, missing parts included', async () => {
    const { rows } = await bench.load(golden('nested'));
    expect(rows).toEqual([
      [
        ...['[1,null,9007199254740993]', '[0.5,"NaN"]', '[["a"],[],null]'],
        ...['{"name":"Ann","tags":["x"]}', '{"a":1,"b":null}', '[[1,"x"],[1,"y"]]', '["00"]'],
      ],
      ['[]', '["Infinity"]', '[[]]', '{"name":null,"tags":null}', '{}', '{}', '["ff"]'],
      Array<null>(7).fill(null),
    ]);
  });

  it('tells text that is not UTF-8 without merging it, and reads undescribed bytes as text where all are', async () => {
    const { rows, warnings } = await bench.load(golden('odd-text'));
    expect(rows).toEqual([
      ['caf\\xe9', 'Ann'],
      ['caf\\xe8', 'Lee'],
      ['café', null],
    ]);
    expect(warnings).toEqual([{ kind: 'invalid_text', line: null, column: 'text', count: 1 }]);
  });

  it('refuses an encrypted file, and one whose end is missing, in a sentence of its own', async () => {
    const whole = golden('kinds');
    const encrypted = Buffer.from(whole);
    encrypted.write('PARE', whole.length - 4, 'latin1');
    const options = { options: { format: 'parquet' as const } };
    await expect(bench.load(encrypted, options)).rejects.toMatchObject({
      code: 'parquet_encrypted',
    });
    await expect(bench.load(whole.subarray(0, -9), options)).rejects.toMatchObject({
      code: 'parquet_cut_short',
    });
  });

  it('refuses files cut short, or whose footer is longer than they are', async () => {
    const whole = golden('all-types-none');
    expect(await refused(whole.subarray(0, -100))).toBe(true);
    expect(await refused(whole.subarray(0, 40))).toBe(true);
    const longFooter = Buffer.from(whole);
    longFooter.writeUInt32LE(0x7fffffff, whole.length - 8);
    expect(await refused(longFooter)).toBe(true);
  });

  it.each<[string, string, [number, number][]]>([
    ['a run of a billion equal values in a page of a hundred', 'all-types-none', [[7710, 136]]],
    [
      'packed bytes the unpacker goes round in',
      'all-types-zstd',
      [
        [37, 255],
        [6570, 255],
      ],
    ],
    [
      'two broken columns at once',
      'all-types-snappy',
      [
        [15406, 188],
        [6489, 255],
      ],
    ],
    ['a page whose checksum does not fit', 'pages-v2-zstd', [[226, 187]]],
  ])('refuses %s', async (_, name, changes) => {
    const lying = Buffer.from(golden(name));
    for (const [at, byte] of changes) lying[at] = byte;
    expect(await refused(lying)).toBe(true);
  });

  it.each(['all-types-none', 'all-types-snappy', 'all-types-gzip', 'pages-v2-zstd', 'delta-none'])(
    'refuses %s with garbage anywhere inside, or reads as many rows as it announces',
    async (name) => {
      const whole = golden(name);
      const random = createRandom(11);
      let count = 0;
      for (let round = 0; round < 12; round += 1) {
        const lying = Buffer.from(whole);
        // Half of them in the footer, where the figures are.
        const footer = whole.length - 8 - whole.readUInt32LE(whole.length - 8);
        const from = round % 2 === 0 ? footer : 4;
        lying[from + random.below(whole.length - 8 - from)] = random.below(2)
          ? 255
          : random.below(256);
        if (await refused(lying)) count += 1;
      }
      expect(count).toBeGreaterThan(0);
    },
  );

  /** Whether it is refused, with a reason; otherwise all rows must be there. Nothing is left behind either way. */
  async function refused(bytes: Buffer): Promise<boolean> {
    const before = bench.store.list().length;
    try {
      const { table } = await bench.load(bytes, { options: { format: 'parquet' } });
      expect(table.rows).toBe(300);
      bench.store.drop(table.id);
      return false;
    } catch (error) {
      expect(error).toMatchObject({ code: expect.stringMatching(/^(file_parquet|parquet_\w+)$/) });
      return true;
    } finally {
      expect(bench.store.list()).toHaveLength(before);
    }
  }
});
