import { z } from 'zod';
import { errorData } from '../errors/index.ts';
import { locale } from '../locale-schema.ts';
import { base } from './base.ts';

export const notebookEntry = z.object({
  id: z.string(),
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
  /** What happened while opening that the user should know (a migration's backup, loss): shown in words, once. */
  notice: errorData.nullable(),
});
export type WorkspaceInfo = z.infer<typeof workspaceInfo>;

const none = z.object({});
const id = z.object({ id: z.string() });

export const workspace = {
  info: base.input(none).output(workspaceInfo),
  setResultLimit: base.input(z.object({ bytes: z.number().min(1e6) })).output(workspaceInfo),
  backup: base
    .input(z.object({ path: z.string() }))
    .output(z.object({ path: z.string(), bytes: z.number() })),
  /** Writes everything to a new file and goes on in that one, whatever has become of the file it was in. */
  saveTo: base.input(z.object({ path: z.string() })).output(workspaceInfo),
  createNotebook: base.input(z.object({ title: z.string() })).output(id),
  duplicateNotebook: base.input(id).output(id),
  deleteNotebook: base.input(id).output(none),
  restoreNotebook: base.input(id).output(none),
  /** Text of a notebook file (the readable JSON). */
  importNotebook: base.input(z.object({ text: z.string() })).output(id),
  exportNotebook: base.input(id).output(z.object({ text: z.string(), fileName: z.string() })),
  /** Ready notebooks that come with Portrait, told in the given language where they speak it. */
  samples: base
    .input(z.object({ locale }))
    .output(z.array(z.object({ id: z.string(), title: z.string(), about: z.string() }))),
  openSample: base.input(id.extend({ locale })).output(id),
};
