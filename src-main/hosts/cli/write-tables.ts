import type { Address, TableId } from '#shared/model/ids.ts';
import type { open } from 'node:fs/promises';
import type { CellState } from '#shared/notebook/cell-state.ts';
import { batch } from '#shared/model/cells/batch.ts';
import { evaluate } from '#shared/model/cells/evaluate.ts';
import { predict } from '#shared/model/cells/predict.ts';
import { tableOutput } from '#shared/model/cells/data.ts';
import { tableFormats, type TableFormatId } from '#shared/files/table-formats.ts';
import type { Json } from '#shared/model/json.ts';
import type { Notebook } from '#shared/notebook/notebook.ts';
import type { Client } from './client.ts';
import { openOut } from './out-folder.ts';

/**
 * Writes the tables of Recommend to all, Predict and Evaluate, and of the cells asked for, in every format into a folder,
 * as far as they were made in this run. Gives the file names by cell.
 */
export async function writeTables(
  client: Pick<Client, 'tables'>,
  folder: string,
  {
    document,
    states,
    asked,
  }: { document: Notebook; states: readonly CellState[]; asked: ReadonlySet<string> },
  outputOf: (address: Address) => Promise<Json>,
): Promise<Map<string, string[]>> {
  const written = new Map<string, string[]>();
  const taken = new Set<string>();
  const predictions = predictionNames(document);
  for (const { id, name, kind } of document.cells) {
    if (kind !== batch.kind && !predictions.has(id) && !asked.has(id)) continue;
    const state = states.find(({ cell }) => cell === id);
    if (state?.status !== 'fresh' || state.shown === null) continue;
    const { table } = tableOutput.parse(await outputOf(state.shown));
    const plain = fileName(predictions.get(id) ?? name, taken);
    const files = [];
    for (const format of tableFormats) {
      if ('bounded' in format) continue;
      const file = `${plain}.${format.id}`;
      await writeTable(client, table.id, format.id, await openOut(folder, file));
      files.push(file);
    }
    written.set(id, files);
  }
  return written;
}

/**
 * What the files of predictions are called: `predictions` those of the only Predict cell, or, where there is none, of the only
 * Evaluate cell; `predictions CELL` the others.
 */
function predictionNames({ cells }: Notebook): Map<string, string> {
  const ofKind = (wanted: string) => cells.filter(({ kind }) => kind === wanted);
  const [predicts, evaluates] = [ofKind(predict.kind), ofKind(evaluate.kind)];
  const main = predicts.length === 0 ? evaluates : predicts;
  return new Map(
    [...predicts, ...evaluates].map((cell) => {
      const isOnly = main.length === 1 && main[0] === cell;
      return [cell.id, isOnly ? 'predictions' : `predictions ${cell.name}`];
    }),
  );
}

/** The cell's name without what some system forbids in file names; no name twice, whatever the case. */
function fileName(name: string, taken: Set<string>): string {
  const plain =
    name
      .replace(/[\p{Cc}\p{Cf}\s<>:"/\\|?*]+/gu, ' ')
      .trim()
      .replace(/^\.+|[. ]+$/g, '') || 'table';
  for (let count = 1; ; count++) {
    const free = count === 1 ? plain : `${plain} ${count}`;
    if (taken.has(free.toLowerCase())) continue;
    taken.add(free.toLowerCase());
    return free;
  }
}

async function writeTable(
  { tables }: Pick<Client, 'tables'>,
  table: TableId,
  format: TableFormatId,
  file: Awaited<ReturnType<typeof open>>,
): Promise<void> {
  try {
    for (let download: string | null = null; ;) {
      const part = await tables.export({ table, format, download });
      await file.write(Buffer.from(part.base64, 'base64'));
      if (part.done) return;
      download = part.download;
    }
  } finally {
    await file.close();
  }
}
