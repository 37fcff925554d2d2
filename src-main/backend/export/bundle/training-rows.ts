import type { TableId } from '#shared/model/ids.ts';
import { gzipSync } from 'node:zlib';
import { ByteWriter, ParquetWriter } from 'hyparquet-writer';
import { createPlanRows } from '#shared/encoding/plan/plan-rows.ts';
import { labelValue, unknownColumn } from '#shared/encoding/index.ts';
import type { ExportedModel } from '#shared/export/exported-model.ts';
import { PortraitError } from '#shared/errors/index.ts';
import { features as featuresCell } from '#shared/model/cells/features.ts';
import { train as trainCell } from '#shared/model/cells/train.ts';
import { kindOf } from '#shared/model/kind-of.ts';
import type { CellValue } from '#shared/model/table.ts';
import { lineageOf } from '../../clean/index.ts';
import { parquetElement, parquetValue } from '../../data/index.ts';
import { partRows } from '../../features/index.ts';
import type { Workspace } from '../../storage/index.ts';
import { eachRawRow } from './raw-rows.ts';

const labelName = 'portrait label';
const partName = 'portrait part';
const rowsPerGroup = 50_000;

/**
 * The raw rows a network was made from as Parquet: the model's inputs, the label as the position of its class or as a number, and
 * the part each row belongs to. Rows that cleaning dropped and rows without a label are not among them.
 */
export async function trainingRows(
  { workspace, pace }: { workspace: Workspace; pace: () => Promise<void> },
  model: ExportedModel,
  training: string,
): Promise<Uint8Array<ArrayBuffer>> {
  const { results } = workspace;
  const run = trainCell.output.parse(results.get(training).output);
  const fitting = results.get(run.features);
  const features = featuresCell.output.parse(fitting.output);
  const table = fitting.ingredients.inputs['table']?.[0];
  if (table === undefined) throw new PortraitError('not_found', { what: 'The table of Features' });
  const lineage = lineageOf(results, table);
  const parts = new Map<number, string>();
  for (const part of ['train', 'validation', 'test'] as const)
    for (const position of partRows(workspace, features, part)) parts.set(position, part);
  const cleaned = await cleanedRows(workspace, features.table.id, parts, pace);
  const { columns } = features.table;
  const labelAt = columns.findIndex(({ name }) => name === features.prep.label.column);
  const labelOf = labelValue(features.prep.label, columns[labelAt] ?? unknownColumn);
  const plan = createPlanRows(lineage.plan);
  const places = model.inputs.map(({ name }) =>
    lineage.plan.columns.findIndex((column) => column.name === name),
  );
  const file = parquetOf(model);
  await eachRawRow(
    workspace,
    lineage,
    (row) => {
      const { row: after } = plan.apply(row);
      // Equal rows take the parts of their likes one after the other; there are no more of them than were kept.
      const position = cleaned.get(JSON.stringify(after))?.shift();
      if (position !== undefined) {
        const label = labelOf(after[labelAt]);
        file.add([...places.map((at) => row[at] ?? null), label, parts.get(position) ?? null]);
      }
      return true;
    },
    pace,
  );
  return file.finish();
}

/** Positions of the cleaned rows that have a part, by what stands in them. */
async function cleanedRows(
  { tables }: Workspace,
  table: TableId,
  parts: ReadonlyMap<number, string>,
  pace: () => Promise<void>,
): Promise<Map<string, number[]>> {
  const found = new Map<string, number[]>();
  for (const { first, rows } of tables.scan(table)) {
    rows.forEach((row, offset) => {
      const position = first - 1 + offset;
      if (!parts.has(position)) return;
      const key = JSON.stringify(row);
      const same = found.get(key);
      if (same === undefined) found.set(key, [position]);
      else same.push(position);
    });
    await pace();
  }
  return found;
}

function parquetOf({ inputs }: ExportedModel) {
  const columns = [
    ...inputs.map((column) => ({ name: column.name, ...kindOf(column) })),
    { name: labelName, type: 'real' as const },
    { name: partName, type: 'text' as const },
  ];
  const writer = new ByteWriter();
  const parquet = new ParquetWriter({
    writer,
    codec: 'GZIP',
    compressors: { GZIP: (bytes) => gzipSync(bytes) },
    schema: [{ name: 'root', num_children: columns.length }, ...columns.map(parquetElement)],
  });
  let waiting: CellValue[][] = [];
  const flush = (): void => {
    const columnData = columns.map(({ name, type }, at) => ({
      name,
      data: waiting.map((row) => parquetValue(row[at] ?? null, type)),
    }));
    void parquet.write({ columnData, rowGroupSize: rowsPerGroup });
    waiting = [];
  };
  return {
    add(row: CellValue[]): void {
      waiting.push(row);
      if (waiting.length === rowsPerGroup) flush();
    },
    finish(): Uint8Array<ArrayBuffer> {
      flush();
      void parquet.finish();
      return writer.getBytes().slice();
    },
  };
}
