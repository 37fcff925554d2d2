import type { TableId } from '#shared/model/ids.ts';
import type { TableFormat } from '#shared/files/table-formats.ts';
import type { Client } from '../../../client/client.ts';
import { download } from '../../../files/download.ts';

/** A whole table as a file, fetched in parts. `told` gets the rows done so far. Gives the number of guarded texts. */
export async function downloadTable(
  client: Client,
  { table, name, format }: { table: TableId; name: string; format: TableFormat },
  told: (rows: number) => void,
): Promise<number> {
  const parts: BlobPart[] = [];
  let guards = 0;
  for (let asked: string | null = null; ;) {
    const part = await client.tables.export({ table, format: format.id, download: asked });
    parts.push(Uint8Array.from(atob(part.base64), (byte) => byte.charCodeAt(0)));
    guards += part.guarded;
    told(part.rows);
    if (part.done) break;
    asked = part.download;
  }
  download(`${name}.${format.id}`, parts, format.mime);
  return guards;
}
