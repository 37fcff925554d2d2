import { visible } from './visible.ts';

/** Names Windows keeps for devices, whatever their ending. */
const device = /^(con|prn|aux|nul|com\d|lpt\d)$/i;
const forbidden = /[\s<>:"/\\|?*]+/gu;
const longest = 80;

/**
 * A title as the name of a file that every system takes: no control characters, marks of writing direction or
 * separators, at most 80 characters before the ending, `notebook` where nothing is left. `extension` without its dot.
 */
export function fileNameFor(title: string, extension: string): string {
  const seen = visible(title.normalize('NFC').replace(/[\t\n\r]+/g, ' '));
  const plain = seen.replaceAll(/\\u(\{[0-9a-f]+\}|[0-9a-f]{4})/g, ' ').replace(forbidden, ' ');
  const short = Array.from(plain.trim()).slice(0, longest).join('');
  const name = short.replace(/^[. ]+|[. ]+$/g, '');
  const base = name.split('.')[0] ?? '';
  return `${name === '' ? 'notebook' : device.test(base) ? `_${name}` : name}.${extension}`;
}

/** The same for a name that brings its ending along: `tab/le.csv` as `tab le.csv`. */
export function safeFileName(name: string): string {
  const dot = name.lastIndexOf('.');
  const extension = name.slice(dot + 1);
  return dot > 0 && /^[a-z0-9]{1,10}$/i.test(extension)
    ? fileNameFor(name.slice(0, dot), extension)
    : fileNameFor(name, 'txt');
}
