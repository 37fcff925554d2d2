import type { TableId } from '#shared/model/ids.ts';
import type { TableStore } from '../../storage/index.ts';

/** A piece of a file, the rows written so far and the texts guarded in this piece. */
export type WrittenPart = { bytes: Uint8Array; rows: number; guarded: number };

/**
 * Writes a table as a file, some rows at a time, so that one of any length is never whole in memory. Parts follow one
 * another byte by byte; the last is what it returns.
 */
export type TableWriter = (
  tables: TableStore,
  table: TableId,
  rowsPerPart: number,
) => Generator<WrittenPart, WrittenPart>;
