import type { TableId } from '#shared/model/ids.ts';
import { PortraitError } from '#shared/errors/index.ts';
import type { TableFormatId } from '#shared/files/table-formats.ts';
import type { TableStore } from '../../storage/index.ts';
import { writeCsv } from './csv.ts';
import { writeExcel } from './excel.ts';
import { writeParquet } from './parquet.ts';
import type { TableWriter, WrittenPart } from './table-writer.ts';

const writers: Record<TableFormatId, TableWriter> = {
  csv: writeCsv,
  parquet: writeParquet,
  xlsx: writeExcel,
};

const rowsPerPart = 50_000;
/** Downloads that were begun and never fetched to their end are forgotten, the oldest first. */
const mostOpen = 4;

/** What is asked for: null begins, the download given back goes on. */
export type ExportQuestion = { table: TableId; format: TableFormatId; download: string | null };

/** Tables on their way out as files, a part at a call, at the pace of whoever fetches them. */
export class TableExports {
  readonly #tables: TableStore;
  readonly #newId: () => string;
  readonly #open = new Map<string, ReturnType<TableWriter>>();

  constructor(tables: TableStore, newId: () => string) {
    this.#tables = tables;
    this.#newId = newId;
  }

  /** The first part of a table, or the next one. @throws not_found */
  next({
    table,
    format,
    download,
  }: ExportQuestion): WrittenPart & { download: string; done: boolean } {
    const id = download ?? this.#begin(table, format);
    const parts = this.#open.get(id);
    if (parts === undefined) throw new PortraitError('not_found', { what: `The download ${id}` });
    // Fails where the table was deleted meanwhile.
    this.#tables.info(table);
    const { done = false, value } = parts.next();
    if (done) this.#open.delete(id);
    return { ...value, download: id, done };
  }

  #begin(table: TableId, format: TableFormatId): string {
    const id = this.#newId();
    this.#open.set(id, writers[format](this.#tables, table, rowsPerPart));
    const [oldest] = this.#open.keys();
    if (this.#open.size > mostOpen && oldest !== undefined) this.#open.delete(oldest);
    return id;
  }
}
