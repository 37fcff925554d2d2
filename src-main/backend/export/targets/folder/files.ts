import { canonicalJson } from '../../../lib/index.ts';
import type { ExportFile } from '../target.ts';

export function textFile(path: string, text: string): ExportFile {
  return { path, bytes: new TextEncoder().encode(text) };
}

/** Keys in order, so that equal values give equal bytes. */
export function jsonFile(path: string, value: Parameters<typeof canonicalJson>[0]): ExportFile {
  return textFile(path, `${canonicalJson(value, 2)}\n`);
}
