import { crc32 } from 'node:zlib';
import type { AsyncBuffer, ColumnMetaData, DecodedArray, PageHeader } from 'hyparquet';
import { parquetHeader } from 'hyparquet/src/column.js';
import { readDataPage } from 'hyparquet/src/datapage.js';
import { readRleBitPackedHybrid } from 'hyparquet/src/encoding.js';
import { readPlain } from 'hyparquet/src/plain.js';
import { chunkStart } from './check.ts';
import { unpack } from './codecs.ts';
import { contradiction, ParquetFault } from './fault.ts';
import { bitWidth, checkRun, checkRunWithLength } from './runs.ts';
import type { Field } from './schema.ts';

const headerBytes = 64 * 1024;
const mostHeaderBytes = 16 * 2 ** 20;
const mostPageValues = 2 ** 25;
/** Writers make pages of about a megabyte. */
const mostPageBytes = 512 * 2 ** 20;
/** Beyond this, a page must not grow by more than a thousand times: what packs better is a bomb. */
const bytesWithoutQuestion = 64 * 2 ** 20;

/** Old writers left the dictionary's header out of a column's size (PARQUET-816); readers allow for as much as Arrow does. */
const forgottenBytes = 100;

/** A data page, decoded: levels (undefined where the column has none) and the values that are present. */
export type Page = {
  count: number;
  definitions: Int32Array | undefined;
  repetitions: Int32Array | undefined;
  values: DecodedArray;
  /** Whether `values` are positions in the dictionary. */
  coded: boolean;
};

/**
 * Before Arrow 3 of 2021, which changed its name to parquet-cpp-arrow, new pages were always packed and always said that
 * they were not (ARROW-10353; Arrow itself reads them so, ARROW-17100).
 */
export function packsAlways(createdBy: string | undefined): boolean {
  return /^parquet-cpp version [01]\./.test(createdBy ?? '');
}

type PageBytes = { header: PageHeader; bytes: Uint8Array };

/**
 * The pages of one column of a row group, one at a time, so that memory is bounded by a page and the dictionary.
 * What a page says of itself is checked before anything is allocated, or written, by it.
 */
export class PageStream {
  readonly #file: AsyncBuffer;
  readonly #field: Field;
  readonly #chunk: ColumnMetaData;
  readonly #end: number;
  readonly #packed: boolean;
  #at: number;
  #left: number;
  #dictionary: DecodedArray | undefined;

  constructor(file: AsyncBuffer, field: Field, chunk: ColumnMetaData, packed: boolean) {
    this.#packed = packed;
    this.#file = file;
    this.#field = field;
    this.#chunk = chunk;
    this.#at = chunkStart(chunk);
    const end = this.#at + Number(chunk.total_compressed_size);
    this.#end = Math.min(file.byteLength, end + forgottenBytes);
    this.#left = Number(chunk.num_values);
  }

  /** The values that coded pages point into, as they are stored. */
  get dictionary(): DecodedArray | undefined {
    return this.#dictionary;
  }

  /** The next page of data, empty ones included; undefined after the last. */
  async next(): Promise<Page | undefined> {
    while (this.#left > 0) {
      if (this.#at >= this.#end) contradiction(`${this.#left} values are missing`);
      const { header, bytes } = await this.#read();
      if (header.type === 'DICTIONARY_PAGE') this.#readDictionary(header, bytes);
      else if (header.type !== 'INDEX_PAGE') {
        const page = this.#decode(header, bytes);
        this.#left -= page.count;
        if (this.#left < 0) contradiction('more values than announced');
        return page;
      }
    }
    return undefined;
  }

  async #read(): Promise<PageBytes> {
    const { header, length, window } = await this.#header();
    checkSizes(header, this.#chunk);
    const packed = header.compressed_page_size;
    const start = this.#at + length;
    this.#at = start + packed;
    if (this.#at > this.#end) contradiction('a page reaches beyond the end of its column');
    const bytes =
      length + packed <= window.length
        ? window.subarray(length, length + packed)
        : new Uint8Array(await this.#file.slice(start, start + packed));
    if (header.crc !== undefined && crc32(bytes) !== header.crc >>> 0) {
      contradiction('a page whose checksum does not fit');
    }
    return { header, bytes };
  }

  async #header(): Promise<{ header: PageHeader; length: number; window: Uint8Array }> {
    for (let length = headerBytes; ; length *= 16) {
      const to = Math.min(this.#end, this.#at + length);
      const window = new Uint8Array(await this.#file.slice(this.#at, to));
      const reader = { view: new DataView(window.buffer), offset: 0 };
      try {
        return { header: parquetHeader(reader), length: reader.offset, window };
      } catch (error) {
        // Long statistics: look at more of it.
        if (to === this.#end || length >= mostHeaderBytes) throw error;
      }
    }
  }

  #readDictionary(header: PageHeader, packed: Uint8Array): void {
    const { element } = this.#field;
    const bytes = alone(unpack(packed, header.uncompressed_page_size, this.#chunk.codec));
    const values = header.dictionary_page_header?.num_values ?? 0;
    this.#dictionary = readPlain(readerOf(bytes), this.#chunk.type, values, element.type_length);
  }

  #decode(header: PageHeader, packed: Uint8Array): Page {
    const two = header.data_page_header_v2;
    const { definition, repetition } = this.#field;
    if (two === undefined) {
      const one = header.data_page_header;
      if (one === undefined)
        throw new ParquetFault('parquet_unsupported', { feature: header.type });
      const bytes = unpack(packed, header.uncompressed_page_size, this.#chunk.codec);
      const repeated = levelsWithLength(
        bytes,
        0,
        one.num_values,
        repetition,
        one.repetition_level_encoding,
      );
      const defined = levelsWithLength(
        bytes,
        repeated.end,
        one.num_values,
        definition,
        one.definition_level_encoding,
      );
      const rest = bytes.subarray(defined.end);
      return this.#page(one.num_values, one.encoding, repeated.levels, defined.levels, rest);
    }
    const first = two.repetition_levels_byte_length;
    const apart = first + two.definition_levels_byte_length;
    if (!(first >= 0 && apart >= first && apart <= packed.length)) {
      contradiction('levels that reach beyond their page');
    }
    const repetitions = levelsBetween(packed, 0, first, two.num_values, repetition);
    const definitions = levelsBetween(packed, first, apart, two.num_values, definition);
    const length = header.uncompressed_page_size - apart;
    const plain = two.is_compressed === false && !this.#packed;
    const codec = plain ? 'UNCOMPRESSED' : this.#chunk.codec;
    const rest = unpack(packed.subarray(apart), length, codec);
    return this.#page(two.num_values, two.encoding, repetitions, definitions, rest);
  }

  #page(
    count: number,
    encoding: string,
    repetitions: Int32Array | undefined,
    definitions: Int32Array | undefined,
    bytes: Uint8Array,
  ): Page {
    const present =
      definitions === undefined ? count : countOf(definitions, this.#field.definition);
    const coded = encoding === 'PLAIN_DICTIONARY' || encoding === 'RLE_DICTIONARY';
    if (coded && this.#dictionary === undefined && present > 0) contradiction('no dictionary');
    const values = present === 0 ? [] : this.#values(encoding, coded, bytes, present);
    if (values.length !== present) contradiction(`${values.length} values of ${present}`);
    return { count, definitions, repetitions, values, coded };
  }

  #values(encoding: string, coded: boolean, part: Uint8Array, present: number): DecodedArray {
    const { type } = this.#chunk;
    const bytes = alone(part);
    if (coded) checkRun(bytes, 1, bytes.length, bytes[0] ?? 99, present);
    else if (encoding === 'RLE') checkRunWithLength(bytes, 0, 1, present);
    const { element } = this.#field;
    const header = { num_values: present, encoding };
    const path = [{ element, children: [], count: 1, path: [] }];
    // @ts-expect-error levels were read already: the one element of the path has none
    const decoder: Parameters<typeof readDataPage>[2] = { type, element, schemaPath: path };
    try {
      // @ts-expect-error the encodings of levels are not looked at without levels
      return readDataPage(bytes, header, decoder).dataPage;
    } catch (error) {
      const unknown = error instanceof Error && error.message.includes('unsupported encoding');
      if (!unknown) throw error;
      throw new ParquetFault('parquet_unsupported', { feature: encoding });
    }
  }
}

type Read = { levels: Int32Array | undefined; end: number };

function levelsWithLength(
  bytes: Uint8Array,
  at: number,
  values: number,
  most: number,
  encoding: string,
): Read {
  if (most === 0) return { levels: undefined, end: at };
  if (encoding !== 'RLE') throw new ParquetFault('parquet_unsupported', { feature: encoding });
  const end = checkRunWithLength(bytes, at, bitWidth(most), values);
  return { levels: levelsBetween(bytes, at + 4, end, values, most), end };
}

/** Levels of 0 to `most`, checked. */
function levelsBetween(
  bytes: Uint8Array,
  from: number,
  to: number,
  values: number,
  most: number,
): Int32Array | undefined {
  if (most === 0) return undefined;
  const levels = new Int32Array(values);
  if (values === 0) return levels;
  const seen = checkRun(bytes, from, to, bitWidth(most), values);
  if (seen < values) contradiction(`${seen} levels of ${values}`);
  readRleBitPackedHybrid({ ...readerOf(bytes), offset: from }, bitWidth(most), levels, to - from);
  for (const level of levels) if (level > most) contradiction(`a level of ${level}`);
  return levels;
}

/** Bytes with nothing behind them in memory: a decoder that reads too far throws instead of finding others' bytes. */
function alone(bytes: Uint8Array): Uint8Array {
  return bytes.length === bytes.buffer.byteLength ? bytes : new Uint8Array(bytes);
}

function countOf(levels: Int32Array, wanted: number): number {
  let found = 0;
  for (const level of levels) if (level === wanted) found += 1;
  return found;
}

function readerOf(bytes: Uint8Array): { view: DataView; offset: number } {
  return { view: new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength), offset: 0 };
}

function checkSizes(header: PageHeader, chunk: ColumnMetaData): void {
  const packed = size(header.compressed_page_size, 'page size');
  const bytes = size(header.uncompressed_page_size, 'unpacked page size');
  if (bytes > mostPageBytes || (bytes > bytesWithoutQuestion && bytes > 1000 * packed)) {
    throw new ParquetFault('parquet_too_large', { column: chunk.path_in_schema.join('.'), bytes });
  }
  if (chunk.codec === 'UNCOMPRESSED' && bytes !== packed) {
    contradiction('a page that is not packed has two sizes');
  }
  const { data_page_header: one, data_page_header_v2: two, dictionary_page_header: words } = header;
  if (header.type === 'INDEX_PAGE') return;
  const values = size((one ?? two ?? words)?.num_values, 'values of a page');
  const most = header.type === 'DICTIONARY_PAGE' ? bytes : mostPageValues;
  if (values > most) contradiction(`a page of ${values} values`);
}

function size(value: number | undefined, what: string): number {
  if (value === undefined || !Number.isSafeInteger(value) || value < 0) {
    contradiction(`${what}: ${String(value)}`);
  }
  return value;
}
