import type { NotebookEdit } from '#shared/model/notebook.ts';

/** Adds an edit behind others, taking the place of the last one where it changes the same thing again. */
export function mergedInto(queue: readonly NotebookEdit[], edit: NotebookEdit): NotebookEdit[] {
  const last = queue.at(-1);
  return last && replaces(edit, last) ? [...queue.slice(0, -1), edit] : [...queue, edit];
}

function replaces(edit: NotebookEdit, last: NotebookEdit): boolean {
  if (edit.type === 'set' && last.type === 'set')
    return edit.cell === last.cell && edit.path.join('\n') === last.path.join('\n');
  if (edit.type === 'rename' && last.type === 'rename') return edit.cell === last.cell;
  return edit.type === last.type && (edit.type === 'title' || edit.type === 'seed');
}

/** Typing waits a moment for more of it; everything else goes at once. */
export function isTyping(edit: NotebookEdit): boolean {
  return edit.type === 'set' || edit.type === 'title' || edit.type === 'seed';
}
