import type { NotebookStore } from '../../stores/notebook.svelte.ts';
import type { OutputStore } from '../../stores/outputs.svelte.ts';

/** Names of the open cells whose results, tables or charts are not on screen yet, in order. */
export function stillLoading(
  store: Pick<NotebookStore, 'cells' | 'states'>,
  outputs: Pick<OutputStore, 'get'>,
): string[] {
  return store.cells
    .filter(({ id, collapsed }) => {
      if (collapsed === true) return false;
      const shown = store.states.get(id)?.shown ?? null;
      if (shown !== null && outputs.get(shown)?.status !== 'ready') return true;
      return isDrawing(document.getElementById(`cell-${id}`)?.querySelector('.cell-body') ?? null);
    })
    .map(({ name }) => name);
}

/** Whether something says that it waits, or a chart has no picture yet. */
function isDrawing(content: Element | null): boolean {
  if (content === null) return false;
  const waits = content.querySelector('.spinner, .wait, [aria-busy="true"]') !== null;
  const charts = [...content.querySelectorAll('.plot')];
  return waits || charts.some((chart) => chart.querySelector('svg') === null);
}
