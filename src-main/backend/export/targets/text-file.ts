import type { ExportFile } from './target.ts';

/** A file of UTF-8 text that ends with a line break. */
export function textFile(path: string, text: string): ExportFile {
  return { path, bytes: new TextEncoder().encode(text.endsWith('\n') ? text : `${text}\n`) };
}
