import { contradiction } from './fault.ts';

/** Runs may be padded to whole groups; more than this beyond the announced values is a lie. */
const slack = 1024;

/** Bits that a level of at most `value` takes. */
export function bitWidth(value: number): number {
  return 32 - Math.clz32(value);
}

/** The same as checkRun for runs after their length in four bytes; gives where they end. */
export function checkRunWithLength(
  bytes: Uint8Array,
  at: number,
  width: number,
  values: number,
): number {
  if (at + 4 > bytes.length) contradiction('runs that reach beyond their page');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const end = at + 4 + view.getUint32(at, true);
  checkRun(bytes, at + 4, end, width, values);
  return end;
}

/**
 * Walks runs of equal and of packed values, without making values of them, and throws where one is longer than the
 * page has values: the reader would go on writing. Gives how many values they hold.
 */
export function checkRun(
  bytes: Uint8Array,
  from: number,
  end: number,
  width: number,
  values: number,
): number {
  if (width > 32 || end > bytes.length) contradiction('runs that reach beyond their page');
  let at = from;
  let seen = 0;
  while (seen < values && at < end) {
    let header = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = bytes[at];
      if (byte === undefined || shift > 28) contradiction('a run without an end');
      at += 1;
      header += (byte & 0x7f) * 2 ** shift;
      if (byte < 0x80) break;
    }
    const packed = header % 2 === 1;
    const count = Math.floor(header / 2) * (packed ? 8 : 1);
    seen += count;
    if (seen > values + slack) contradiction(`a run of ${count} in ${values} values`);
    at += packed ? Math.ceil((count * width) / 8) : Math.ceil(width / 8);
  }
  return seen;
}
