import { z } from 'zod';
import { batch } from '../cells/batch.ts';
import { evaluate } from '../cells/evaluate.ts';
import { cellKinds } from '../cells/index.ts';
import { predict } from '../cells/predict.ts';
import { train } from '../cells/train.ts';
import { hasTable } from '../cells/value-type.ts';
import {
  evaluateOutputs,
  predictOutputs,
  resultsFile,
  tableOutputs,
  trainOutputs,
} from './results-file.ts';

/** JSON Schema (draft 2020-12) of `results.json`; outputs are told of Train, Evaluate, Predict and cells with a table. */
export function resultsJsonSchema(): object {
  const cell = resultsFile.shape.cells.element;
  const own: string[] = [train.kind, evaluate.kind, predict.kind, batch.kind];
  const tables = cellKinds.filter((one) => hasTable(one)).map(({ kind }) => kind);
  const file = resultsFile.extend({
    cells: z.array(
      z.union([
        cell.extend({ kind: z.literal(train.kind), outputs: trainOutputs.nullable() }),
        cell.extend({ kind: z.literal(evaluate.kind), outputs: evaluateOutputs.nullable() }),
        cell.extend({ kind: z.literal(predict.kind), outputs: predictOutputs.nullable() }),
        cell.extend({
          kind: z.enum(tables.filter((kind) => !own.includes(kind))),
          outputs: tableOutputs.nullable(),
        }),
        cell,
      ]),
    ),
  });
  return { title: 'Portrait results', ...z.toJSONSchema(file, { io: 'output' }) };
}
