import { Journal } from '../../../src-main/backend/notebook/document/journal.ts';
import type { Workspace } from '../../../src-main/backend/storage/index.ts';
import { spread } from './spread.ts';

/** Milliseconds from an edit's arrival in the backend until it is in the file. */
export function editTimes(workspace: Workspace, id: string, cells: number, edits: number) {
  const journal = new Journal(workspace.notebooks, id, Date.now);
  const times: number[] = [];
  for (let count = 0; count < edits; count += 1) {
    const cell = `cell ${(count * 7919) % cells}`;
    const began = performance.now();
    journal.edit([{ type: 'set', cell, path: ['text'], value: `changed ${count}` }]);
    times.push(performance.now() - began);
  }
  return spread(times);
}
