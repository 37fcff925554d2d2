import { parquetRead } from 'hyparquet';
import { describe, expect, it } from 'vitest';
import type { Column } from '#shared/model/table.ts';
import { TableExports } from '../../../../../src-main/backend/data/index.ts';
import { openTableStore } from '../../../../support/table-store.ts';

function exported(rows: number) {
  const { store } = openTableStore();
  const writer = store.create(
    [
      { name: 'id', type: 'integer' },
      { name: '__proto__', type: 'text' },
      { name: 'score', type: 'real' },
      { name: 'ok', type: 'boolean' },
      { name: 'on', type: 'date' },
    ],
    { synthetic: false },
  );
  writer.append(
    Array.from({ length: rows }, (_, n) =>
      n % 7 === 3 ? [n, null, null, null, null] : [n, `值 ${n}`, n / 3, n % 2, '2024-01-02'],
    ),
  );
  const { id } = writer.finish();
  let next = 0;
  return { id, exports: new TableExports(store, () => `download-${(next += 1)}`) };
}

function whole({ id, exports }: ReturnType<typeof exported>) {
  const parts: Uint8Array[] = [];
  for (let download: string | null = null; ;) {
    const part = exports.next({ table: id, format: 'parquet', download });
    parts.push(part.bytes);
    if (part.done) return { parts, rows: part.rows, bytes: Buffer.concat(parts) };
    download = part.download;
  }
}

/** Rows as arrays: objects would lose a column called `__proto__`. */
async function rowsIn(bytes: Buffer): Promise<unknown[][]> {
  const file = Uint8Array.from(bytes).buffer;
  let rows: unknown[][] = [];
  await parquetRead({ file, onComplete: (read) => (rows = read) });
  return rows;
}

describe('a table as Parquet', () => {
  it('writes parts that are one file, read back value for value by another reader', async () => {
    const { parts, rows, bytes } = whole(exported(120_000));
    expect(parts.length).toBe(4);
    expect(rows).toBe(120_000);
    const read = await rowsIn(bytes);
    expect(read).toHaveLength(120_000);
    expect(read[3]).toEqual([3n, null, null, null, null]);
    expect(read[50_001]).toEqual([50_001n, '值 50001', 50_001 / 3, true, '2024-01-02']);
  });

  it('writes a table without rows', async () => {
    expect(await rowsIn(whole(exported(0)).bytes)).toEqual([]);
  });

  it('knows no download that is over', () => {
    const made = exported(10);
    const ask = { table: made.id, format: 'parquet' as const };
    const { download } = made.exports.next({ ...ask, download: null });
    made.exports.next({ ...ask, download });
    expect(() => made.exports.next({ ...ask, download })).toThrow(/not_found/);
  });

  it('writes truth values as their file wrote them', async () => {
    const { store } = openTableStore();
    const words = [['no', 'yes'], ['0', '1'], ['False', 'True'], undefined] as const;
    const columns = words.map((own, at): Column => ({
      ...{ name: `c${at}`, type: 'boolean' },
      ...(own && { words: [...own] }),
    }));
    const writer = store.create(columns, { synthetic: false });
    writer.append([
      [1, 1, 1, 1],
      [0, 0, 0, 0],
      [null, null, null, null],
    ]);
    const { id } = writer.finish();
    const exports = new TableExports(store, () => 'download');
    expect(await rowsIn(whole({ id, exports }).bytes)).toEqual([
      ['yes', 1n, true, true],
      ['no', 0n, false, false],
      [null, null, null, null],
    ]);
  });
});
