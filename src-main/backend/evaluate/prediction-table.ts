import { freeNames, predictionColumns } from '#shared/export/prediction-columns.ts';
import type { FeaturesOutput } from '#shared/model/cells/features.ts';
import type { CellValue, Column, TableInfo } from '#shared/model/table.ts';
import { decodeClass } from '#shared/encoding/index.ts';
import { partRows } from '../features/index.ts';
import type { Workspace } from '../storage/index.ts';

const mostTellingColumns = 10;
/** Columns that tell rows apart, or were left to the reader: what is learnt from is in the table the features come from. */
const telling = new Set(['identifier', 'reference', 'chosen', 'split']);

/**
 * The predictions of a part as a table, in the order of its rows: `row` (number in the table the features come from), columns
 * that are no features, the label, and the prediction. `scores` are [rows, units] in that order.
 */
export async function writePredictions(
  { tables, blobs, db }: Pick<Workspace, 'tables' | 'blobs' | 'db'>,
  features: FeaturesOutput,
  part: 'validation' | 'test',
  { scores, threshold }: { scores: Float64Array; threshold: number },
  pace: () => Promise<void>,
): Promise<TableInfo> {
  const { prep, table, skipped } = features;
  const { label } = prep;
  const skippedNames = skipped
    .filter(({ reason }) => telling.has(reason))
    .map(({ column }) => column);
  const place = (name: string): number => table.columns.findIndex((column) => column.name === name);
  const kept = [...skippedNames.slice(0, mostTellingColumns), label.column].map(place);
  const columns: Column[] = kept.flatMap((at) => table.columns[at] ?? []);
  const named = freeNames(columns.map(({ name }) => name));
  const number: Column = { name: named('row'), type: 'integer' };
  const prediction = predictionColumns(label, named);
  const positions = partRows({ tables, blobs, db }, features, part);
  const units = scores.length / positions.length;
  const writer = tables.create([number, ...columns, ...prediction.columns], {
    synthetic: table.synthetic,
  });
  try {
    let next = 0;
    for (const { first, rows } of tables.scan(table.id, { columns: kept })) {
      const made: CellValue[][] = [];
      for (let row = positions[next]; row !== undefined; row = positions[++next]) {
        const raw = rows[row - first + 1];
        if (raw === undefined) break;
        const at = next * units;
        const outputs = [...scores.subarray(at, at + units)];
        const chosen = label.kind === 'number' ? null : decodeClass(label, scores, at, threshold);
        made.push([row + 1, ...raw, ...prediction.values({ scores: outputs, class: chosen })]);
      }
      if (made.length > 0) writer.append(made);
      await pace();
    }
    return writer.finish();
  } catch (error) {
    writer.abort();
    throw error;
  }
}
