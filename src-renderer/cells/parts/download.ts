import type { Client } from '../../client/client.ts';
import { download } from '../../files/download.ts';

const partRows = 50_000;

/** A whole table as CSV, fetched in parts. `told` gets the rows done so far. Gives the number of guarded texts. */
export async function downloadCsv(
  client: Client,
  table: { id: string; rows: number },
  name: string,
  told: (rows: number) => void,
): Promise<number> {
  const parts: string[] = [];
  let guards = 0;
  for (let offset = 0; ; offset += partRows) {
    const { text, done, guarded } = await client.tables.exportCsv({
      table: table.id,
      offset,
      limit: partRows,
    });
    parts.push(text);
    guards += guarded;
    told(Math.min(table.rows, offset + partRows));
    if (done) break;
  }
  download(`${name}.csv`, parts, 'text/csv;charset=utf-8');
  return guards;
}

/** A whole table as Parquet, fetched a row group at a time. `told` gets the rows done so far. Nothing in it is guarded. */
export async function downloadParquet(
  client: Client,
  table: { id: string; rows: number },
  name: string,
  told: (rows: number) => void,
): Promise<number> {
  const parts: BlobPart[] = [];
  for (let asked: string | null = null; ;) {
    const part = await client.tables.exportParquet({ table: table.id, download: asked });
    parts.push(Uint8Array.from(atob(part.base64), (byte) => byte.charCodeAt(0)));
    told(part.rows);
    if (part.done) break;
    asked = part.download;
  }
  download(`${name}.parquet`, parts, 'application/vnd.apache.parquet');
  return 0;
}
