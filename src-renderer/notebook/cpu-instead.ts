import type { ErrorData } from '#shared/errors/index.ts';
import { cellKind } from '#shared/model/cells/index.ts';
import type { Cell, NotebookEdit } from '#shared/notebook/notebook.ts';

/**
 * The edit that takes a cell off the GPU its error is about; null where the error is about something else, the cell
 * chooses no device, or it is on the CPU already. Run after it, the cell goes on from its last checkpoint.
 */
export function deviceToCpu(cell: Cell, error: ErrorData | null): NotebookEdit | null {
  if (error === null || !isAboutGpu(error)) return null;
  const settings = cellKind(cell.kind)?.settings.safeParse(cell.settings);
  if (!settings?.success || typeof settings.data !== 'object' || settings.data === null)
    return null;
  if (!('device' in settings.data) || settings.data.device === 'cpu') return null;
  return { type: 'set', cell: cell.id, path: ['device'], value: 'cpu' };
}

function isAboutGpu({ code, params }: ErrorData): boolean {
  if (code === 'engine_device_lost' || code === 'engine_device_missing') return true;
  return code === 'engine_out_of_memory' && !/^cpu$/i.test(String(params?.['device']));
}
