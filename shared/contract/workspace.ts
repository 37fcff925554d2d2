import { z } from 'zod';
import { errorData } from '../errors/index.ts';
import { auditCheck } from '../model/audit.ts';
import { locale } from '../locale-schema.ts';
import { notebookId } from '../model/ids.ts';
import { forAnalyst, forOwner, forViewer } from './base.ts';

export const notebookEntry = z.object({
  id: notebookId,
  title: z.string(),
  cells: z.number().int(),
  changedAt: z.number(),
});

export const workspaceInfo = z.object({
  name: z.string(),
  path: z.string(),
  bytes: z.number(),
  /** Whether its pages are encrypted; always shown. */
  encrypted: z.boolean(),
  resultBytes: z.number(),
  resultLimit: z.number(),
  notebooks: z.array(notebookEntry),
  /** Whether the log of who did what is as it was written; null while it is being checked. */
  audit: auditCheck.nullable(),
  /** What happened while opening that the user should know (a migration's backup, loss): shown in words, once. */
  notice: errorData.nullable(),
});
export type WorkspaceInfo = z.infer<typeof workspaceInfo>;

const none = z.object({});
const id = z.object({ id: notebookId });

export const workspace = {
  info: forViewer.input(none).output(workspaceInfo),
  setResultLimit: forOwner.input(z.object({ bytes: z.number().min(1e6) })).output(workspaceInfo),
  backup: forOwner
    .input(z.object({ path: z.string() }))
    .output(z.object({ path: z.string(), bytes: z.number() })),
  /** Writes everything to a new file and goes on in that one, whatever has become of the file it was in. */
  saveTo: forOwner.input(z.object({ path: z.string() })).output(workspaceInfo),
  createNotebook: forAnalyst.input(z.object({ title: z.string() })).output(id),
  duplicateNotebook: forAnalyst.input(id).output(id),
  deleteNotebook: forAnalyst.input(id).output(none),
  restoreNotebook: forAnalyst.input(id).output(none),
  /** Text of a notebook file (the readable JSON). */
  importNotebook: forAnalyst.input(z.object({ text: z.string() })).output(id),
  exportNotebook: forAnalyst.input(id).output(z.object({ text: z.string(), fileName: z.string() })),
  /** Ready notebooks that come with Portrait, told in the given language where they speak it. */
  samples: forViewer
    .input(z.object({ locale }))
    .output(z.array(z.object({ id: z.string(), title: z.string(), about: z.string() }))),
  openSample: forAnalyst.input(id.extend({ locale })).output(id),
};
