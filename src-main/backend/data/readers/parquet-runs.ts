import type { PageHeader } from 'hyparquet';

/** Greatest definition and repetition level of a column: 0 where it has none. */
export type Levels = { definition: number; repetition: number };

/** Runs may be padded to whole groups; more than this beyond the announced values is a lie. */
const slack = 1024;
const dictionaryEncodings = ['PLAIN_DICTIONARY', 'RLE_DICTIONARY'];

/**
 * Walks the runs of equal and of packed values in an unpacked data page, without making values of them, and throws
 * where one is longer than the page has values: the reader would go on writing.
 */
export function checkRuns(page: Uint8Array, header: PageHeader, levels: Levels): void {
  const { data_page_header: one, data_page_header_v2: two } = header;
  const values = (one ?? two)?.num_values ?? 0;
  const encoding = (one ?? two)?.encoding ?? '';
  const reader = new RunReader(page, values);
  let at = 0;
  for (const level of [levels.repetition, levels.definition]) {
    // The second form of page keeps its levels apart, and their lengths in the header.
    if (level > 0 && one !== undefined) at = reader.checkWithLength(at, bitWidth(level));
  }
  if (dictionaryEncodings.includes(encoding) && at < page.length) {
    reader.check(at + 1, page.length, page[at]!);
  }
  if (encoding === 'RLE') reader.checkWithLength(at, 1);
}

/** The same for the levels of the second form of page, which are never packed. */
export function checkLevels(bytes: Uint8Array, header: PageHeader, levels: Levels): void {
  const two = header.data_page_header_v2;
  if (two === undefined) return;
  const reader = new RunReader(bytes, two.num_values);
  const repetition = two.repetition_levels_byte_length;
  const end = repetition + two.definition_levels_byte_length;
  if (!(repetition >= 0 && end >= repetition && end <= bytes.length)) {
    throw new Error('levels that reach beyond their page');
  }
  if (levels.repetition > 0) reader.check(0, repetition, bitWidth(levels.repetition));
  if (levels.definition > 0) reader.check(repetition, end, bitWidth(levels.definition));
}

class RunReader {
  readonly #bytes: Uint8Array;
  readonly #values: number;

  constructor(bytes: Uint8Array, values: number) {
    this.#bytes = bytes;
    this.#values = values;
  }

  /** Runs after a length of four bytes; gives where they end. */
  checkWithLength(at: number, width: number): number {
    const view = new DataView(this.#bytes.buffer, this.#bytes.byteOffset, this.#bytes.length);
    const end = at + 4 + view.getUint32(at, true);
    this.check(at + 4, end, width);
    return end;
  }

  check(from: number, end: number, width: number): void {
    if (width > 32 || end > this.#bytes.length)
      throw new Error('runs that reach beyond their page');
    let at = from;
    for (let seen = 0; seen < this.#values && at < end;) {
      let header = 0;
      for (let shift = 0; ; shift += 7) {
        const byte = this.#bytes[at];
        if (byte === undefined || shift > 28) throw new Error('a run without an end');
        at += 1;
        header += (byte & 0x7f) * 2 ** shift;
        if (byte < 0x80) break;
      }
      const packed = header % 2 === 1;
      const count = Math.floor(header / 2) * (packed ? 8 : 1);
      seen += count;
      if (seen > this.#values + slack)
        throw new Error(`a run of ${count} in ${this.#values} values`);
      at += packed ? Math.ceil((count * width) / 8) : Math.ceil(width / 8);
    }
  }
}

function bitWidth(value: number): number {
  return 32 - Math.clz32(value);
}
