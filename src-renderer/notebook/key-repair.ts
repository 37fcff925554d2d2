import type { ErrorData } from '#shared/errors/index.ts';
import { json } from '#shared/model/json.ts';
import type { Cell, NotebookEdit } from '#shared/notebook/notebook.ts';

/**
 * The edit that makes ids agree as a refusal proposes; null for any other error, and where two ids would become one by
 * it.
 */
export function repairedKeys(cell: Cell, error: ErrorData | null): NotebookEdit | null {
  if (error?.code !== 'side_keys_repairable' || error.params['safe'] !== 1) return null;
  const [path = '', value = ''] = String(error.params['setting']).split(/ = (.*)/s);
  return {
    type: 'set',
    cell: cell.id,
    path: path.split('.'),
    value: json.parse(JSON.parse(value)),
  };
}
