import { crc32 } from 'node:zlib';
import type { AsyncBuffer, ColumnMetaData, FileMetaData, PageHeader, RowGroup } from 'hyparquet';
import { parquetHeader } from 'hyparquet/src/column.js';
import { decompressPage } from 'hyparquet/src/datapage.js';
import {
  getMaxDefinitionLevel,
  getMaxRepetitionLevel,
  getSchemaPath,
} from 'hyparquet/src/schema.js';
import { codecs, mostPageBytes } from './parquet-codecs.ts';
import { checkLevels, checkRuns, type Levels } from './parquet-runs.ts';

const headerBytes = 64 * 1024;
const mostHeaderBytes = 16 * 2 ** 20;
const mostPageValues = 2 ** 25;

/**
 * Walks the pages of a row group and throws where their figures contradict the column's or what is in them, before the
 * reader allocates, or goes on writing, by them.
 */
export async function checkPages(
  file: AsyncBuffer,
  { schema }: FileMetaData,
  group: RowGroup,
): Promise<void> {
  for (const { meta_data: chunk } of group.columns) {
    if (chunk === undefined) continue;
    const path = getSchemaPath(schema, chunk.path_in_schema);
    const levels = {
      definition: getMaxDefinitionLevel(path),
      repetition: getMaxRepetitionLevel(path),
    };
    await checkColumn(file, chunk, levels);
  }
}

async function checkColumn(
  file: AsyncBuffer,
  chunk: ColumnMetaData,
  levels: Levels,
): Promise<void> {
  const expected = Number(chunk.num_values);
  let at = chunkStart(chunk);
  const end = at + Number(chunk.total_compressed_size);
  let values = 0;
  while (at < end && values < expected) {
    const { header, length } = await readHeader(file, at, end);
    checkSizes(header, chunk);
    const start = at + length;
    at = start + header.compressed_page_size;
    if (at > end) throw new Error('a page reaches beyond the end of its column');
    if (header.type === 'DICTIONARY_PAGE') continue;
    values += valuesOf(header) ?? 0;
    checkRuns(await unpacked(file, start, header, chunk, levels), header, levels);
  }
  if (values !== expected) throw new Error(`${expected} values announced, ${values} in the pages`);
}

/** Writers without a dictionary may say that it begins at 0. */
export function chunkStart(chunk: ColumnMetaData): number {
  return Number(chunk.dictionary_page_offset) || Number(chunk.data_page_offset);
}

function checkSizes(header: PageHeader, chunk: ColumnMetaData): void {
  const packed = size(header.compressed_page_size, 'page size');
  const bytes = size(header.uncompressed_page_size, 'unpacked page size');
  if (bytes > Math.min(Number(chunk.total_uncompressed_size), mostPageBytes)) {
    throw new Error(`a page of ${bytes} bytes`);
  }
  if (chunk.codec === 'UNCOMPRESSED' && bytes !== packed) {
    throw new Error('a page that is not packed has two sizes');
  }
  const count = size(valuesOf(header), 'values of a page');
  const most = header.type === 'DICTIONARY_PAGE' ? bytes : mostPageValues;
  if (count > most) throw new Error(`a page of ${count} values`);
}

/** The bytes of a page behind its levels where those stand apart; all of them otherwise. */
async function unpacked(
  file: AsyncBuffer,
  start: number,
  header: PageHeader,
  { codec }: ColumnMetaData,
  levels: Levels,
): Promise<Uint8Array> {
  const bytes = new Uint8Array(await file.slice(start, start + header.compressed_page_size));
  if (header.crc !== undefined && crc32(bytes) !== header.crc >>> 0) {
    throw new Error('a page whose checksum does not fit');
  }
  const two = header.data_page_header_v2;
  if (two === undefined) {
    return decompressPage(bytes, header.uncompressed_page_size, codec, codecs);
  }
  checkLevels(bytes, header, levels);
  const apart = two.repetition_levels_byte_length + two.definition_levels_byte_length;
  const rest = bytes.subarray(apart);
  if (two.is_compressed === false) return rest;
  return decompressPage(rest, header.uncompressed_page_size - apart, codec, codecs);
}

async function readHeader(
  file: AsyncBuffer,
  at: number,
  end: number,
): Promise<{ header: PageHeader; length: number }> {
  for (let length = headerBytes; ; length *= 16) {
    const to = Math.min(end, at + length);
    const reader = { view: new DataView(await file.slice(at, to)), offset: 0 };
    try {
      const header = parquetHeader(reader);
      return { header, length: reader.offset };
    } catch (error) {
      // Long statistics: look at more of it.
      if (to === end || length >= mostHeaderBytes) throw error;
    }
  }
}

function valuesOf(header: PageHeader): number | undefined {
  const { data_page_header: one, data_page_header_v2: two, dictionary_page_header: words } = header;
  return (one ?? two ?? words)?.num_values;
}

function size(value: number | undefined, what: string): number {
  if (value === undefined || !Number.isSafeInteger(value) || value < 0) {
    throw new Error(`${what}: ${String(value)}`);
  }
  return value;
}
