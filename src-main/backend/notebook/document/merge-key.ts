import type { NotebookEdit } from '#shared/notebook/notebook.ts';

/** Edits with the same key, close in time, are one step of undo; null never merges. */
export function mergeKey(edits: readonly NotebookEdit[]): string | null {
  const [edit] = edits;
  if (edit === undefined || edits.length > 1) return null;
  if (edit.type === 'set') return JSON.stringify(['set', edit.cell, ...edit.path]);
  if (edit.type === 'rename') return JSON.stringify(['rename', edit.cell]);
  return edit.type === 'title' || edit.type === 'seed' ? edit.type : null;
}
