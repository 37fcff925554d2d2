import type { NotebookEvent, NotebookView } from '#shared/contract/notebook.ts';
import { cellKind } from '#shared/model/cells/index.ts';
import { z } from 'zod';
import { json } from '#shared/model/json.ts';
import type { CellState } from '#shared/notebook/cell-state.ts';
import type { Cell } from '#shared/notebook/notebook.ts';
import { isForViewers } from '#shared/privacy/viewer-kinds.ts';
import { failureForViewer } from './failure.ts';

const settings = z.record(z.string(), json);

/** A notebook as viewers see it: no bin, no history, no settings that may name a file, a value or a person. */
export function viewForViewer(view: NotebookView): NotebookView {
  return {
    ...view,
    document: { ...view.document, cells: view.document.cells.map(cellForViewer) },
    ...{ bin: [], canUndo: false, canRedo: false, restricted: null },
    states: view.states.map(stateForViewer),
  };
}

/** What a change made is fetched anew, so that it passes here. */
export function eventForViewer(event: NotebookEvent): NotebookEvent {
  if (event.type === 'document') return { type: 'document', revision: event.revision };
  if (event.type === 'saved') return event;
  return { type: 'states', states: event.states.map(stateForViewer) };
}

function cellForViewer(cell: Cell): Cell {
  if (isForViewers(cell.kind)) return cell;
  const usual = settings.safeParse(cellKind(cell.kind)?.settings.safeParse({}).data);
  return { ...cell, settings: usual.data ?? {} };
}

/** Which cell changed is told, not what it held: that may be a value of the data. Likewise of failures. */
function stateForViewer(state: CellState): CellState {
  return {
    ...state,
    reasons: state.reasons.map((reason) =>
      reason.type === 'setting' ? { type: 'upstream', cell: reason.cell } : reason,
    ),
    progress: state.progress && { ...state.progress, note: undefined, standing: undefined },
    error: state.error && failureForViewer,
  };
}
