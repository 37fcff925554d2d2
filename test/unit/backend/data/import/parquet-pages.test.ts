import { readFileSync } from 'node:fs';
import { parquetMetadata } from 'hyparquet';
import { parquetHeader } from 'hyparquet/src/column.js';
import { afterAll, describe, expect, it } from 'vitest';
import { importBench } from '../../../../support/import-text.ts';

const bench = importBench();
afterAll(() => bench.close());

/** Written by pyarrow: 300 rows of a number, a text and a truth value, and more. */
function golden(name: string): Buffer {
  const path = `../../../../golden/parquet/${name}.parquet`;
  return readFileSync(new URL(path, import.meta.url));
}

type Header = ReturnType<typeof parquetHeader>;
type Visit = (header: Header, at: number, end: number) => void;

/** Every page of a column, with the place of its header. */
function eachPage(file: Buffer, column: number, visit: Visit): void {
  const bytes = new Uint8Array(file).buffer;
  for (const group of parquetMetadata(bytes).row_groups) {
    const chunk = group.columns[column]!.meta_data!;
    let at = Number(chunk.dictionary_page_offset ?? chunk.data_page_offset);
    const end = at + Number(chunk.total_compressed_size);
    while (at < end) {
      const reader = { view: new DataView(new Uint8Array(file).buffer), offset: at };
      const header = parquetHeader(reader);
      visit(header, at, reader.offset);
      at = reader.offset + header.compressed_page_size;
    }
  }
}

describe('a column that is left out', () => {
  const file = golden('all-types-none');
  // The file's third column, 64-bit reals.
  eachPage(file, 2, (header, _, end) => file.fill(0xff, end, end + header.compressed_page_size));

  it('is not read: what is broken in it hinders nothing', async () => {
    await expect(bench.load(Buffer.from(file))).rejects.toMatchObject({
      code: 'parquet_column_damaged',
      params: { column: 'price' },
    });
    const { names, rows } = await bench.load(Buffer.from(file), {
      columns: [{}, {}, { skip: true }],
    });
    expect(names.slice(0, 3)).toEqual(['id', 'big', 'name']);
    expect(rows).toHaveLength(300);
    expect(rows[250]!.slice(0, 2)).toEqual([250, '9007199254740993']);
  });
});

describe('pages of an Arrow before 3', () => {
  /** As it wrote them: packed, and saying that they are not. */
  function aged(file: Buffer): Buffer {
    const columns = parquetMetadata(new Uint8Array(file).buffer).row_groups[0]!.columns.length;
    for (let column = 0; column < columns; column++)
      eachPage(file, column, ({ data_page_header_v2: own }, at, end) => {
        if (own === undefined) return;
        // A field of the header that is true is its type, 1, and the distance to the field before.
        const flag = [...file.subarray(at, end).keys()].find((offset) => {
          if (file[at + offset] !== 0x11) return false;
          const tried = Buffer.from(file.subarray(at, end));
          tried[offset] = 0x12;
          const view = new DataView(new Uint8Array(tried).buffer);
          try {
            return parquetHeader({ view, offset: 0 }).data_page_header_v2?.is_compressed === false;
          } catch {
            return false;
          }
        });
        expect(flag).toBeDefined();
        file[at + flag!] = 0x12;
      });
    return file;
  }

  function by(writer: string, file: Buffer): Buffer {
    const text = file.toString('latin1');
    const found = /parquet-cpp-arrow version [\d.]+/.exec(text)!;
    file.write(writer.padEnd(found[0].length, ' '), found.index, found[0].length, 'latin1');
    return file;
  }

  it('are read as packed, whatever they say', async () => {
    const old = by('parquet-cpp version 1.5.1-SNAP', aged(golden('pages-v2-packed')));
    const { rows, names } = await bench.load(old);
    expect(names).toEqual(['i', 's']);
    expect(rows).toEqual(
      Array.from({ length: 300 }, (_, k) => [
        k % 7 === 0 ? null : Math.floor(k / 30),
        k % 3 === 0 ? null : 'word'.repeat(1 + Math.floor(k / 50)),
      ]),
    );
  });

  it('of another writer say what they are', async () => {
    await expect(bench.load(aged(golden('pages-v2-packed')))).rejects.toMatchObject({
      code: expect.stringMatching(/parquet/) as string,
    });
  });
});
