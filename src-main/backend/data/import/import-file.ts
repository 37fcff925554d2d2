import type { ColumnTime, ImportWarning } from '#shared/model/cells/data.ts';
import type { CellValue, TableInfo } from '#shared/model/table.ts';
import { sqliteCode, storageError } from '../../storage/index.ts';
import type { TableStore, TableWriter } from '../../storage/index.ts';
import { BatchRows } from './batch-rows.ts';
import type { ImportRequest } from './messages.ts';
import { runParser } from './run-parser.ts';

export type ImportResult = {
  table: TableInfo;
  times: ColumnTime[];
  warnings: ImportWarning[];
  bytes: number;
};
/** Bytes of the file on disk dealt with; `reading` where the whole file is looked at before it is read again. */
export type OnImportProgress = (
  stage: 'importing' | 'reading',
  done: number,
  total: number,
) => void;

/**
 * Imports a file into a new table: parsed on another thread, written here in short transactions. Throws `file_*`;
 * whatever ends it, nothing is left behind.
 */
export async function importFile(
  tables: TableStore,
  request: ImportRequest,
  options: {
    signal?: AbortSignal;
    onProgress?: OnImportProgress;
    /** Tells rows that must not be taken in by the values of a column. */
    suppression?: (label: string) => ((value: CellValue | bigint) => boolean) | null;
  } = {},
): Promise<ImportResult> {
  let writer: TableWriter | undefined;
  let rows = new BatchRows(0);
  let total = 0;
  let left: LeftOut = () => false;
  try {
    const task = { ...request, mode: 'import' } as const;
    return await runParser(task, options.signal, (message, taken): ImportResult | undefined => {
      if (message.type === 'start') {
        writer?.abort();
        writer = tables.create(message.columns, { synthetic: false });
        rows = new BatchRows(message.columns.length);
        total = message.bytes;
        left = leftOut(message.columns.map(({ name }) => options.suppression?.(name) ?? null));
      } else if (message.type === 'batch') {
        rows.take(message.columns);
        const kept = Array.from({ length: message.rows }, (_, row) => row).filter(
          (row) => !left(rows, row),
        );
        writer!.appendFrom(kept.length, (row, params, at) => rows.fill(kept[row]!, params, at));
        rows.release();
        // Asked for in the next turn: a port hands over whatever arrives without letting anything else run.
        setImmediate(taken);
        options.onProgress?.('importing', message.position, total);
      } else if (message.type === 'looking') {
        options.onProgress?.('reading', message.position, total);
      } else if (message.type === 'done') {
        const { times, warnings, bytes } = message;
        return { table: writer!.finish(message.columns), times, warnings, bytes };
      }
      return undefined;
    });
  } catch (error) {
    abandon(writer);
    throw storageError(error, tables.file.path);
  }
}

type LeftOut = (rows: BatchRows, row: number) => boolean;

/** Whether a row is of somebody who must not come back, by the columns that can tell. */
function leftOut(checks: readonly (((value: CellValue | bigint) => boolean) | null)[]): LeftOut {
  if (checks.every((check) => check === null)) return () => false;
  const values: (CellValue | bigint)[] = [];
  return (rows, row) => {
    rows.fill(row, values, 0);
    return checks.some((check, c) => check?.(values[c] ?? null) === true);
  };
}

/** On a full disk even dropping may fail; the next open drops what is left. */
function abandon(writer: TableWriter | undefined): void {
  try {
    writer?.abort();
  } catch (error) {
    if (sqliteCode(error) === undefined) throw error;
  }
}
