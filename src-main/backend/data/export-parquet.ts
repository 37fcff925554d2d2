import { ByteWriter, ParquetWriter } from 'hyparquet-writer';
import { PortraitError } from '#shared/errors/index.ts';
import type { CellValue, Column, ColumnType } from '#shared/model/table.ts';
import type { TableStore } from '../storage/index.ts';

type SchemaElement = ConstructorParameters<typeof ParquetWriter>[0]['schema'][number];
type Open = { writer: ParquetWriter; bytes: ByteWriter; rows: Iterator<{ rows: CellValue[][] }> };

export type ParquetPart = {
  download: string;
  part: Uint8Array;
  /** Rows written so far. */
  rows: number;
  done: boolean;
};

const rowsPerGroup = 50_000;
/** Downloads that were begun and never fetched to their end are forgotten, the oldest first. */
const mostOpen = 4;

/**
 * Tables as Parquet, a row group at a time, so that a file of any length is never whole in memory: parts follow one
 * another byte by byte. Integers are INT64, reals DOUBLE, booleans BOOLEAN, text, categories and dates (as ISO text)
 * UTF-8; every column may be missing.
 */
export class ParquetExports {
  readonly #tables: TableStore;
  readonly #newId: () => string;
  readonly #open = new Map<string, Open>();

  constructor(tables: TableStore, newId: () => string) {
    this.#tables = tables;
    this.#newId = newId;
  }

  /** The first part of a table (`download` null), or the next one. Throws not_found. */
  next(table: string, download: string | null): ParquetPart {
    const id = download ?? this.#begin(table);
    const open = this.#open.get(id);
    if (open === undefined) throw new PortraitError('not_found', { what: `The download ${id}` });
    const { columns } = this.#tables.info(table);
    const { done, value } = open.rows.next();
    if (done === true || value.rows.length === 0) {
      void open.writer.finish();
      this.#open.delete(id);
      return this.#part(id, open, true);
    }
    const columnData = columns.map(({ name, type }, c) => ({
      name,
      data: value.rows.map((row) => written(row[c] ?? null, type)),
    }));
    void open.writer.write({ columnData, rowGroupSize: rowsPerGroup });
    return this.#part(id, open, false);
  }

  #begin(table: string): string {
    const { columns } = this.#tables.info(table);
    const id = this.#newId();
    const bytes = new ByteWriter();
    const writer = new ParquetWriter({
      writer: bytes,
      schema: [{ name: 'root', num_children: columns.length }, ...columns.map(element)],
    });
    const rows = this.#tables.scan(table, { batch: rowsPerGroup })[Symbol.iterator]();
    this.#open.set(id, { writer, bytes, rows });
    const [oldest] = this.#open.keys();
    if (this.#open.size > mostOpen && oldest !== undefined) this.#open.delete(oldest);
    return id;
  }

  #part(download: string, { writer, bytes }: Open, done: boolean): ParquetPart {
    const part = bytes.getBytes().slice();
    // The writer goes on counting in `offset`; only the buffer starts over.
    bytes.index = 0;
    return { download, part, rows: Number(writer.num_rows), done };
  }
}

const physical: Record<ColumnType, Pick<SchemaElement, 'type' | 'converted_type'>> = {
  integer: { type: 'INT64' },
  real: { type: 'DOUBLE' },
  boolean: { type: 'BOOLEAN' },
  date: { type: 'BYTE_ARRAY', converted_type: 'UTF8' },
  text: { type: 'BYTE_ARRAY', converted_type: 'UTF8' },
  category: { type: 'BYTE_ARRAY', converted_type: 'UTF8' },
};

function element({ name, type }: Column): SchemaElement {
  return { name, repetition_type: 'OPTIONAL', ...physical[type] };
}

function written(value: CellValue, type: ColumnType): string | number | bigint | boolean | null {
  if (value === null) return null;
  if (type === 'integer') return BigInt(Math.trunc(Number(value)));
  if (type === 'real') return Number(value);
  return type === 'boolean' ? value !== 0 : String(value);
}
