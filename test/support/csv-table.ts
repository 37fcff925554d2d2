import Papa from 'papaparse';
import { tableOutput } from '#shared/model/cells/data.ts';
import type { BackendClient } from './run-notebook.ts';

/** A cell's table as the application writes it to CSV, and the first row of each value of a column by that value. */
export async function csvTable(
  client: BackendClient,
  output: unknown,
  column: string,
): Promise<{ header: string[]; rows: string[][]; byUser: Map<string, string[]> }> {
  const { table } = tableOutput.parse(output);
  const parts: string[] = [];
  let download: string | null = null;
  for (let isDone = false; !isDone;) {
    const part = await exportPart(client, table.id, download);
    parts.push(Buffer.from(part.base64, 'base64').toString('utf8'));
    ({ download, done: isDone } = part);
  }
  const [header = [], ...rows] = Papa.parse<string[]>(parts.join('').trim()).data;
  const at = header.indexOf(column);
  const byUser = new Map<string, string[]>();
  for (const row of rows) if (!byUser.has(row[at] ?? '')) byUser.set(row[at] ?? '', row);
  return { header, rows, byUser };
}

const exportPart = (client: BackendClient, table: string, download: string | null) =>
  client.tables.export({ table, format: 'csv', download });
