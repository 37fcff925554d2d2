import { cellId, newCellId } from '../model/ids.ts';
import { z } from 'zod';
import { json } from '../model/json.ts';

/** Kinds are checked against the registry of cell kinds where a notebook is opened. */
export const cell = z.object({
  id: newCellId,
  kind: z.string().min(1),
  /** Unique in the notebook; SQL cells see tables under it. */
  name: z.string().min(1).max(80),
  /** Of the shape the kind defines (`shared/model/cells`). */
  settings: z.record(z.string(), json),
  /** Earlier cells feeding each slot, by cell id. */
  inputs: z.record(z.string(), z.array(cellId)),
  collapsed: z.boolean().default(false),
});
export type Cell = z.infer<typeof cell>;

/** A deleted cell, with when that was. */
export const binEntry = z.object({ cell, deletedAt: z.number() });
export type BinEntry = z.infer<typeof binEntry>;

export const notebookFormat = 1;

/** The document: what is saved, exported, undone. Results are not part of it. */
export const notebook = z.object({
  format: z.literal('portrait-notebook'),
  version: z.number().int().min(1),
  title: z.string().max(200),
  /** Unsigned 32 bits; every random choice in the notebook derives from it. */
  seed: z.number().int().min(0).max(4294967295),
  cells: z.array(cell),
});
export type Notebook = z.infer<typeof notebook>;

/** The text that was changed, as it was seen: what another window has made of it meanwhile is kept as well. */
const base = z.string().optional();

/** One change to the document. Each is one step of undo; changes of the same setting within a second are merged. */
export const notebookEdit = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('insert'),
    index: z.number().int().min(0),
    kind: z.string(),
    /** Given by the caller, so that it can focus the cell at once. */
    id: newCellId,
    name: z.string().optional(),
    settings: z.record(z.string(), json).optional(),
    inputs: z.record(z.string(), z.array(cellId)).optional(),
  }),
  z.object({ type: z.literal('delete'), cells: z.array(cellId) }),
  z.object({ type: z.literal('restore'), cell: cellId, index: z.number().int().min(0) }),
  z.object({ type: z.literal('move'), cell: cellId, index: z.number().int().min(0) }),
  /** `path` into the settings object; the whole settings where it is empty. */
  z.object({
    type: z.literal('set'),
    cell: cellId,
    path: z.array(z.union([z.string(), z.number()])),
    value: json,
    base,
  }),
  z.object({
    type: z.literal('connect'),
    cell: cellId,
    slot: z.string(),
    from: z.array(cellId),
  }),
  z.object({ type: z.literal('rename'), cell: cellId, name: z.string().min(1).max(80), base }),
  z.object({ type: z.literal('collapse'), cells: z.array(cellId), collapsed: z.boolean() }),
  z.object({ type: z.literal('title'), title: z.string().max(200), base }),
  z.object({ type: z.literal('seed'), seed: z.number().int().min(0).max(4294967295) }),
]);
export type NotebookEdit = z.infer<typeof notebookEdit>;
