import { columnPlace, PortraitError } from '#shared/errors/index.ts';
import type { Population } from '#shared/model/cells/population.ts';
import { profile } from '#shared/model/cells/profile.ts';
import { segmentKeys } from '#shared/model/segment-names.ts';
import type { CellValue, TableInfo } from '#shared/model/table.ts';
import { idsShown, nobodyHere } from '../../recommend/index.ts';
import type { KindContext } from '../cell-kind.ts';

/** Users of the chosen segments, and the column of the profile that holds their ids. */
export type Chosen = { ids: ReadonlySet<string>; column: string };

/**
 * Null where everyone counts: no segment is chosen or no profile connected.
 * Throws segment_gone where a chosen one is not there any more.
 */
export async function chosenUsers(
  context: Pick<KindContext, 'input' | 'workspace'>,
  { segments }: Pick<Population, 'segments'>,
  pace: () => Promise<void>,
): Promise<Chosen | null> {
  const input = context.input('population');
  if (input === undefined || segments.length === 0) return null;
  const output = profile.output.parse(input.output);
  const { table } = output;
  if (table === null) throw new PortraitError('result_unread');
  const keys = segmentKeys(output);
  const numbers = new Set(segments.map((key) => keys.indexOf(key) + 1));
  if (numbers.has(0)) throw new PortraitError('segment_gone', { cell: input.name });
  const segmentAt = columnPlace('segment', table.columns);
  const ids = new Set<string>();
  for (const { rows } of context.workspace.tables.scan(table.id, { columns: [0, segmentAt] })) {
    for (const [id, segment] of rows)
      if (numbers.has(Number(segment)) && id !== null) ids.add(String(id));
    await pace();
  }
  return { ids, column: table.columns[0]!.name };
}

/** The rows of the chosen users as a table of its own, to be dropped by whoever asked. Throws column_missing, segment_nobody. */
export async function rowsOfChosen(
  { workspace: { tables } }: Pick<KindContext, 'workspace'>,
  table: TableInfo,
  { ids, column: own }: Chosen,
  column: string | null,
  pace: () => Promise<void>,
): Promise<TableInfo> {
  const at = columnPlace(column ?? own, table.columns);
  const found: CellValue[] = [];
  const writer = tables.create(table.columns, { synthetic: table.synthetic });
  try {
    for (const { rows } of tables.scan(table.id)) {
      writer.append(rows.filter((row) => row[at] !== null && ids.has(String(row[at]))));
      for (const row of rows.slice(0, idsShown)) if (found.length < idsShown) found.push(row[at]!);
      await pace();
    }
    if (writer.rows === 0 && table.rows > 0) throw nobodyHere(ids, found.map(String));
    return writer.finish();
  } catch (error) {
    writer.abort();
    throw error;
  }
}
