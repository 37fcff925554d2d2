import type { NotebookEdit } from '#shared/notebook/notebook.ts';

/** Adds an edit behind others, taking the place of the last one where it changes the same thing again. */
export function mergedInto(queue: readonly NotebookEdit[], edit: NotebookEdit): NotebookEdit[] {
  const last = queue.at(-1);
  if (last === undefined || !replaces(edit, last) || !follows(edit, last)) return [...queue, edit];
  return [...queue.slice(0, -1), withBaseOf(edit, last)];
}

function withBaseOf(edit: NotebookEdit, last: NotebookEdit): NotebookEdit {
  const base = baseOf(last);
  const text = edit.type === 'set' || edit.type === 'title' || edit.type === 'rename';
  return text && base !== undefined ? { ...edit, base } : edit;
}

/** Whether an edit changes the very text the one before it made: another window may have added to it in between. */
function follows(edit: NotebookEdit, last: NotebookEdit): boolean {
  if (baseOf(edit) === undefined || baseOf(last) === undefined)
    return baseOf(last) === baseOf(edit);
  return baseOf(edit) === textOf(last);
}

function baseOf(edit: NotebookEdit): string | undefined {
  return 'base' in edit ? edit.base : undefined;
}

function textOf(edit: NotebookEdit): unknown {
  if (edit.type === 'set') return edit.value;
  if (edit.type === 'rename') return edit.name;
  return edit.type === 'title' ? edit.title : undefined;
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
