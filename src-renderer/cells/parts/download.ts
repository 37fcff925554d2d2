import type { Client } from '../../client/client.ts';
import { download } from '../../files/download.ts';

const partRows = 50_000;

/** A whole table as CSV, fetched in parts. `told` gets the rows done so far. */
export async function downloadCsv(
  client: Client,
  table: { id: string; rows: number },
  name: string,
  told: (rows: number) => void,
): Promise<void> {
  const parts: string[] = [];
  for (let offset = 0; ; offset += partRows) {
    const { text, done } = await client.tables.exportCsv({
      table: table.id,
      offset,
      limit: partRows,
    });
    parts.push(text);
    told(Math.min(table.rows, offset + partRows));
    if (done) break;
  }
  download(`${name}.csv`, parts, 'text/csv;charset=utf-8');
}

/** A whole table as Parquet, fetched a row group at a time. `told` gets the rows done so far. */
export async function downloadParquet(
  client: Client,
  table: { id: string; rows: number },
  name: string,
  told: (rows: number) => void,
): Promise<void> {
  const parts: BlobPart[] = [];
  for (let asked: string | null = null; ;) {
    const part = await client.tables.exportParquet({ table: table.id, download: asked });
    parts.push(Uint8Array.from(atob(part.base64), (byte) => byte.charCodeAt(0)));
    told(part.rows);
    if (part.done) break;
    asked = part.download;
  }
  download(`${name}.parquet`, parts, 'application/vnd.apache.parquet');
}
