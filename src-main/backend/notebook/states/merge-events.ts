import type { NotebookEvent } from '#shared/contract/notebook.ts';

/** Joins two unread events of the same type; undefined where both must be told. */
export function mergeEvents(
  waiting: NotebookEvent,
  next: NotebookEvent,
): NotebookEvent | undefined {
  if (waiting.type === 'states' && next.type === 'states') {
    const states = new Map([...waiting.states, ...next.states].map((state) => [state.cell, state]));
    return { type: 'states', states: [...states.values()] };
  }
  return waiting.type === next.type ? next : undefined;
}
