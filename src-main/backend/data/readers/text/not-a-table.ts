/** Files that are often chosen by mistake, by their first bytes in Latin-1. */
const signatures: readonly [start: string, what: string][] = [
  ['\u00d0\u00cf\u0011\u00e0', 'an old Excel workbook (.xls), or one with a password'],
  ['%PDF', 'a PDF document'],
  ['\u0089PNG', 'a picture'],
  ['\u00ff\u00d8\u00ff', 'a picture'],
  ['SQLite format 3\0', 'an SQLite database'],
  ['BZh', 'a bzip2 archive'],
  ['\u00fd7zXZ', 'an xz archive'],
  ['7z\u00bc\u00af', 'a 7-Zip archive'],
  ['\u0028\u00b5\u002f\u00fd', 'a Zstandard archive'],
  ['ARROW1', 'an Arrow file'],
  ['\u0089HDF', 'an HDF5 file'],
];
const page = /^(\u00ef\u00bb\u00bf)?\s*<(!doctype html|html)\b/i;

export const signatureBytes = 64;

/** What a file is instead of a table, or undefined where nothing speaks against one. */
export function notATable(bytes: Buffer): string | undefined {
  const text = bytes.toString('latin1', 0, signatureBytes);
  const found = signatures.find(([start]) => text.startsWith(start))?.[1];
  return found ?? (page.test(text) ? 'a web page' : undefined);
}
