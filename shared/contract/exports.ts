import { cellId, notebookId } from '../model/ids.ts';
import { eventIterator } from '@orpc/contract';
import { z } from 'zod';
import { exportedModel } from '../export/exported-model.ts';
import { forAnalyst } from './base.ts';

const place = z.object({ notebook: notebookId, cell: cellId });

const code = z.object({ language: z.enum(['js', 'python', 'sh']), code: z.string() });

/** What of a model may not be inside an export. */
export const leftOut = z.enum(['plan', 'prep', 'decision', 'unseen']);
export type LeftOut = z.infer<typeof leftOut>;

const exportTarget = z.object({
  id: z.string(),
  /** All its files together. */
  bytes: z.number().int(),
  files: z.array(z.string()),
  without: z.array(leftOut),
  /** Whether people are inside, with their ids: it is personal data. */
  people: z.boolean(),
  usage: code,
  /** Why this model cannot go there, as an error's code and parameters; null where it can. */
  unfit: z
    .object({ code: z.string(), params: z.record(z.string(), z.union([z.string(), z.number()])) })
    .nullable(),
});
export type ExportTargetView = z.infer<typeof exportTarget>;

export const exportView = z.object({
  name: z.string(),
  kind: z.enum(['binary', 'classes', 'number', 'recommender']),
  inputs: z.array(
    exportedModel.shape.inputs.element.pick({ name: true, type: true, required: true }),
  ),
  ignored: z.array(z.string()),
  /** Null for a recommender, which takes a history. */
  boundary: exportedModel.shape.boundary.nullable(),
  passed: exportedModel.shape.passed,
  threshold: z.number().nullable(),
  /** The evaluation the threshold is from. */
  evaluation: z.string().nullable(),
  golden: z.number().int(),
  /** What a recommender learnt from, and whether it goes by the order of a history, not by weights; null for a network. */
  items: z
    .object({ items: z.number().int(), users: z.number().int(), ordered: z.boolean() })
    .nullable(),
  targets: z.array(exportTarget),
});
export type ExportView = z.infer<typeof exportView>;

export const exportEvent = z.discriminatedUnion('type', [
  z.object({ type: z.literal('progress'), stage: z.enum(['collecting', 'proving', 'writing']) }),
  z.object({
    type: z.literal('done'),
    /** The folder that was written, or the archive to hand over where none was asked for. */
    folder: z.string().nullable(),
    archive: z.object({ name: z.string(), base64: z.string() }).nullable(),
    files: z.array(z.string()),
    bytes: z.number().int(),
    /** Golden rows or lists whose scores the application and the exported model agree on. */
    proven: z.number().int(),
  }),
]);
export type ExportEvent = z.infer<typeof exportEvent>;

export const exports = {
  /** What the network of a Train or Evaluate cell, or the recommender of a Recommend cell, can be exported to. */
  targets: forAnalyst.input(place).output(exportView),
  /** Exports it into a new folder, or as an archive; nothing is there before golden rows agree. */
  write: forAnalyst
    .input(place.extend({ target: z.string(), to: z.string().nullable() }))
    .output(eventIterator(exportEvent)),
};
