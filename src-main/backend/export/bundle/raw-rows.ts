import { clean } from '#shared/model/cells/clean.ts';
import { tableOutput } from '#shared/model/cells/data.ts';
import type { CellValue } from '#shared/model/table.ts';
import { eachRow, type Lineage } from '../../clean/index.ts';
import type { Workspace } from '../../storage/index.ts';

/**
 * Hands out the rows at the boundary of a lineage, all its columns, in order, until `take` says it has enough. Where the
 * boundary lies inside a cleaning, its steps up to there are taken again.
 */
export async function eachRawRow(
  workspace: Workspace,
  { origin, stepsBefore }: Pick<Lineage, 'origin' | 'stepsBefore'>,
  take: (row: CellValue[]) => boolean,
  pace: () => Promise<void>,
): Promise<void> {
  const { output, ingredients } = workspace.results.get(origin.address);
  if (stepsBefore === null) {
    const { table } = tableOutput.parse(output);
    for (const { rows } of workspace.tables.scan(table.id)) {
      for (const row of rows) if (!take(row)) return;
      await pace();
    }
    return;
  }
  const tables = (slot: string) =>
    (ingredients.inputs[slot] ?? []).map(({ name, address }) => ({
      name,
      table: tableOutput.parse(workspace.results.get(address).output).table,
    }));
  const [from] = tables('table');
  if (from === undefined) return;
  const { steps } = clean.settings.parse(ingredients.settings);
  let isDone = false;
  const job = { table: from.table, others: tables('others'), steps: steps.slice(0, stepsBefore) };
  await eachRow(workspace, { ...job, pace, progress: () => undefined }, (row) => {
    if (!isDone) isDone = !take(row);
  });
}
