import { resultAddress } from '../model/ids.ts';
import { eventIterator } from '@orpc/contract';
import { z } from 'zod';
import { cellState } from '../notebook/cell-state.ts';
import { checkedJson, json } from '../model/json.ts';
import { contentPatch } from '../notebook/content-patch.ts';
import { notebook as notebookDocument, binEntry, notebookEdit } from '../notebook/notebook.ts';
import { restricted } from '../notebook/restricted.ts';
import { forAnalyst, forOwner, forViewer } from './base.ts';

const id = z.string();

export const notebookView = z.object({
  id,
  /** Grows with every change of the document. */
  revision: z.number().int(),
  document: notebookDocument,
  states: z.array(cellState),
  canUndo: z.boolean(),
  canRedo: z.boolean(),
  bin: z.array(binEntry),
  /** What the notebook would do, where it came from elsewhere and is not trusted; null where it is. */
  restricted: restricted.nullable(),
});
export type NotebookView = z.infer<typeof notebookView>;

/** What one change made of the notebook. To who has another revision than `from` it says nothing: the whole is fetched. */
export const notebookDifference = z.object({
  from: z.number().int(),
  revision: z.number().int(),
  patch: contentPatch,
  /** Those that changed. */
  states: z.array(cellState),
  canUndo: z.boolean(),
  canRedo: z.boolean(),
  restricted: restricted.nullable(),
});
export type NotebookDifference = z.infer<typeof notebookDifference>;

/** Events invalidate, queries fetch; cell states and what a change made come along because they are small and frequent. */
export const notebookEvent = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('document'),
    revision: z.number().int(),
    /** Absent at first. */
    difference: notebookDifference.optional(),
  }),
  z.object({ type: z.literal('states'), states: z.array(cellState) }),
  z.object({ type: z.literal('saved'), revision: z.number().int(), at: z.number() }),
]);
export type NotebookEvent = z.infer<typeof notebookEvent>;

export const cellOutput = z.object({
  address: resultAddress,
  kind: z.string(),
  /** Of the shape the kind defines, which the window checks. */
  output: checkedJson,
  milliseconds: z.number(),
  madeAt: z.number(),
});
export type CellOutput = z.infer<typeof cellOutput>;

export const notebook = {
  open: forViewer.input(z.object({ id })).output(notebookView),
  /** Saved before it is answered. A `batch` that came before, its answer lost on the way, is not carried out again. */
  edit: forAnalyst
    .input(z.object({ id, edits: z.array(notebookEdit).min(1), batch: z.string().optional() }))
    .output(notebookDifference),
  undo: forAnalyst.input(z.object({ id })).output(notebookDifference),
  redo: forAnalyst.input(z.object({ id })).output(notebookDifference),
  /** The user has seen what a restricted notebook would do and wants it done; with `others`, all of the workspace. */
  trust: forOwner.input(z.object({ id, others: z.boolean() })).output(notebookDifference),
  /** `stale` runs what is stale, `all` everything, or the given cells with what they need. */
  run: forAnalyst
    .input(z.object({ id, cells: z.union([z.enum(['stale', 'all']), z.array(z.string())]) }))
    .output(z.object({})),
  stop: forAnalyst
    .input(z.object({ id, cells: z.union([z.literal('all'), z.array(z.string())]) }))
    .output(z.object({})),
  output: forViewer.input(z.object({ address: resultAddress })).output(cellOutput),
  /** A question to a result, as defined by its cell kind, whose schemas check question and answer. */
  query: forViewer
    .input(z.object({ address: resultAddress, query: z.string(), input: json }))
    .output(checkedJson),
  watch: forViewer.input(z.object({ id })).output(eventIterator(notebookEvent)),
};
