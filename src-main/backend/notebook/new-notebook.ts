import { notebookFormat, type Notebook } from '#shared/notebook/notebook.ts';

/** An empty document. The seed is fixed, so that the same clicks give the same numbers everywhere; it can be changed. */
export function newNotebook(title: string): Notebook {
  return { format: 'portrait-notebook', version: notebookFormat, title, seed: 1, cells: [] };
}
