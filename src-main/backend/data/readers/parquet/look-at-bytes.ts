import type { AsyncBuffer, FileMetaData } from 'hyparquet';
import { decode } from './decode.ts';
import { packsAlways, PageStream } from './pages.ts';
import { checkKind, type Field } from './schema.ts';
import { isText } from '#shared/values/parquet/element.ts';
import { readsAsText, type BytesAs } from './values.ts';

/** What is looked at of a column before it is decided. */
const mostBytes = 8 * 2 ** 20;

/**
 * How each column of bytes that the file does not describe is shown. Old writers leave text undescribed: a column whose
 * values all read as text is text, any other is shown in hex. A column that cannot be read is decided when it is read.
 */
export async function showBytesAs(
  file: AsyncBuffer,
  metadata: FileMetaData,
  leaves: readonly Field[],
): Promise<BytesAs[]> {
  const shown: BytesAs[] = [];
  for (const [leaf, field] of leaves.entries()) {
    const open = field.element.type === 'BYTE_ARRAY' && !isText(field.element);
    shown.push(open && !(await allText(file, metadata, field, leaf)) ? 'hex' : 'text');
  }
  return shown;
}

async function allText(
  file: AsyncBuffer,
  metadata: FileMetaData,
  field: Field,
  leaf: number,
): Promise<boolean> {
  let looked = 0;
  for (const group of metadata.row_groups) {
    const chunk = group.columns[leaf]!.meta_data!;
    checkKind(field, chunk);
    const pages = new PageStream(file, field, chunk, packsAlways(metadata.created_by));
    const known: boolean[] = [];
    const isTextual = (raw: unknown): boolean => {
      if (!(raw instanceof Uint8Array)) return false;
      looked += raw.length;
      return readsAsText(raw);
    };
    for (let page = await pages.next(); page !== undefined; page = await pages.next()) {
      if (decode(page, pages.dictionary, known, isTextual).includes(false)) return false;
      if (looked > mostBytes) return true;
    }
  }
  return true;
}
