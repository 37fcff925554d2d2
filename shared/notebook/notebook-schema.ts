import { z } from 'zod';
import { cellKinds } from '../model/cells/index.ts';
import { cell, notebook, notebookFormat } from './notebook.ts';

/** JSON Schema (draft 2020-12) of the notebook file, settings of every kind included. */
export function notebookJsonSchema(): object {
  const cells = cellKinds.map((kind) =>
    cell.extend({
      kind: z.literal(kind.kind),
      settings: kind.settings,
      inputs: z.object(
        Object.fromEntries(
          kind.slots.map((slot) => {
            const ids = z.array(z.string());
            return [slot.name, (slot.many ? ids : ids.max(1)).optional()];
          }),
        ),
      ),
    }),
  );
  const [first, ...others] = cells;
  if (first === undefined) throw new Error('no kinds of cells');
  const file = notebook.extend({
    version: z.literal(notebookFormat),
    cells: z.array(z.union([first, ...others])),
  });
  return { title: 'Portrait notebook', ...z.toJSONSchema(file, { io: 'input' }) };
}
