import type { TableWriter, WrittenPart } from '../../src-main/backend/data/export/table-writer.ts';
import type { TableStore } from '../../src-main/backend/storage/index.ts';

/** All parts of a table written as a file. */
export function written(writer: TableWriter, store: TableStore, id: string, rowsPerPart = 50_000) {
  const parts: WrittenPart[] = [];
  const writing = writer(store, id, rowsPerPart);
  for (let done = false; !done;) {
    const part = writing.next();
    parts.push(part.value);
    done = part.done === true;
  }
  const bytes = Buffer.concat(parts.map((part) => part.bytes));
  const guarded = parts.reduce((sum, part) => sum + part.guarded, 0);
  return { parts, bytes, text: bytes.toString('utf8'), guarded };
}
