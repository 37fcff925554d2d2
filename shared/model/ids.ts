import { z } from 'zod';

/**
 * A text that names one kind of thing. A plain text passes for any of them, as it comes from a file or a test; one that is known to
 * name another kind does not.
 */
type Id<Kind extends string> = string & { readonly names?: Kind };

export type NotebookId = Id<'notebook'>;
export type CellId = Id<'cell'>;
export type RunId = Id<'run'>;
export type TableId = Id<'table'>;
/** Where a result lies: the hash of everything that made it. */
export type Address = Id<'address'>;

export const notebookId: z.ZodType<NotebookId, NotebookId> = z.string();
export const cellId: z.ZodType<CellId, CellId> = z.string();
/** Of a cell that is made. */
export const newCellId: z.ZodType<CellId, CellId> = z.string().min(1);
export const runId: z.ZodType<RunId, RunId> = z.string();
export const tableId: z.ZodType<TableId, TableId> = z.string();
export const resultAddress: z.ZodType<Address, Address> = z.string();
