/**
 * Keys and values of the table `meta` as a page of the file holds them: a leaf of a table without row ids, both columns text
 * (https://www.sqlite.org/fileformat.html, 1.6 and 2.1). Null where the page is no such leaf.
 */
export function metaEntries(page: Buffer): Map<string, string> | null {
  if (page[0] !== indexLeaf) return null;
  const entries = new Map<string, string>();
  try {
    const cells = page.readUInt16BE(3);
    for (let cell = 0; cell < cells; cell += 1) {
      const [, record] = varint(page, page.readUInt16BE(8 + 2 * cell));
      const [headerBytes, types] = varint(page, record);
      const [keyType, second] = varint(page, types);
      const [valueType] = varint(page, second);
      const key = record + headerBytes;
      const value = key + textBytes(keyType);
      const end = value + textBytes(valueType);
      if (end > page.length) return null;
      entries.set(page.toString('utf8', key, value), page.toString('utf8', value, end));
    }
  } catch (error) {
    // Offsets that lead out of the page.
    if (error instanceof RangeError) return null;
    throw error;
  }
  return entries;
}

const indexLeaf = 0x0a;

/** Bytes of a text by its serial type. */
function textBytes(type: number): number {
  if (type < 13 || type % 2 === 0) throw new RangeError(`serial type ${type}`);
  return (type - 13) / 2;
}

/** A big-endian number of seven bits a byte, and where it ends. */
function varint(page: Buffer, at: number): [value: number, end: number] {
  let value = 0;
  for (let length = 0; length < 4; length += 1) {
    const byte = page.readUInt8(at + length);
    value = value * 128 + (byte & 0x7f);
    if (byte < 0x80) return [value, at + length + 1];
  }
  throw new RangeError('a longer number than a page has');
}
