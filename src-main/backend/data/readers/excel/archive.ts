import type { FileHandle } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { crc32, createInflateRaw } from 'node:zlib';
import { checkExpansion } from '../expansion.ts';
import { damaged } from './fault.ts';

/** A file inside a ZIP archive: where its local header lies, and its sizes in bytes. */
type Entry = { path: string; method: number; packed: number; offset: number; crc: number };

export type Archive = {
  entries: ReadonlyMap<string, Entry>;
  /** An entry's bytes, unpacked a piece at a time; `position` counts packed bytes taken so far. */
  read(entry: Entry): { chunks: AsyncIterable<Buffer>; position(): number };
};

const chunkBytes = 128 * 1024;
const localBytes = 30;
const endBytes = 22;
const longestComment = 65_535;
const mostEntries = 20_000;
const mostDirectoryBytes = 16 * 2 ** 20;
const stored = 0;
const deflated = 8;

/**
 * Opens a ZIP archive (APPNOTE 6.3.10, ZIP64 included) by its central directory. Nothing is allocated by a figure of the
 * file before it was checked. @throws file_excel; file_expands while an entry is read
 */
export async function openArchive(
  handle: FileHandle,
  file: { name: string; bytes: number },
): Promise<Archive> {
  const bytes = (position: number, length: number): Promise<Buffer> =>
    readExactly(handle, file.bytes, position, length);
  const directory = await findDirectory(bytes, file.bytes);
  if (directory.size > mostDirectoryBytes || directory.entries > mostEntries) {
    damaged(`${directory.entries} entries in ${directory.size} bytes`);
  }
  const entries = listEntries(await bytes(directory.offset, directory.size), directory.entries);
  return {
    entries: new Map(entries.map((entry) => [entry.path, entry])),
    read(entry) {
      let position = 0;
      async function* packed(): AsyncGenerator<Buffer> {
        const local = await bytes(entry.offset, localBytes);
        if (local.readUInt32LE(0) !== 0x04034b50) damaged(`no header of ${entry.path}`);
        const start = localBytes + local.readUInt16LE(26) + local.readUInt16LE(28);
        while (position < entry.packed) {
          const length = Math.min(chunkBytes, entry.packed - position);
          const chunk = await bytes(entry.offset + start + position, length);
          position += length;
          yield chunk;
        }
      }
      const bytesOf = entry.method === stored ? packed() : inflated(packed(), file.name);
      return { chunks: checked(bytesOf, entry), position: () => position };
    },
  };
}

/** Throws where the bytes, once all are read, are not those that were packed. */
async function* checked(chunks: AsyncIterable<Buffer>, entry: Entry): AsyncGenerator<Buffer> {
  let crc = 0;
  for await (const chunk of chunks) {
    crc = crc32(chunk, crc);
    yield chunk;
  }
  if (crc !== entry.crc) damaged(`the checksum of ${entry.path}`);
}

/** Throws file_expands where next to nothing unpacks to no end. */
async function* inflated(packed: AsyncIterable<Buffer>, name: string): AsyncGenerator<Buffer> {
  const source = Readable.from(packed, { objectMode: false });
  const unpacker = source.pipe(createInflateRaw({ chunkSize: chunkBytes }));
  source.on('error', (error) => unpacker.destroy(error));
  unpacker.on('close', () => source.destroy());
  const chunks: AsyncIterable<Buffer> = unpacker;
  let unpacked = 0;
  for await (const chunk of chunks) {
    unpacked += chunk.length;
    checkExpansion(name, unpacker.bytesWritten, unpacked);
    yield chunk;
  }
}

async function readExactly(
  handle: FileHandle,
  size: number,
  position: number,
  length: number,
): Promise<Buffer> {
  if (!(position >= 0 && length >= 0 && position + length <= size)) {
    damaged(`bytes ${position} to ${position + length} of ${size}`);
  }
  const buffer = Buffer.allocUnsafe(length);
  const { bytesRead } = await handle.read(buffer, 0, length, position);
  return bytesRead === length ? buffer : damaged('the file ends early');
}

type Directory = { entries: number; size: number; offset: number };

async function findDirectory(
  bytes: (position: number, length: number) => Promise<Buffer>,
  size: number,
): Promise<Directory> {
  const length = Math.min(size, endBytes + longestComment);
  const tail = await bytes(size - length, length);
  for (let at = tail.length - endBytes; at >= 0; at -= 1) {
    if (tail.readUInt32LE(at) !== 0x06054b50) continue;
    const short = {
      entries: tail.readUInt16LE(at + 10),
      size: tail.readUInt32LE(at + 12),
      offset: tail.readUInt32LE(at + 16),
    };
    const long = short.entries === 0xffff || short.offset === 0xffffffff;
    return long ? longDirectory(bytes, tail, at) : short;
  }
  return damaged('no end of a ZIP archive');
}

/** The directory of a ZIP64 archive: its place stands just before the usual end. */
async function longDirectory(
  bytes: (position: number, length: number) => Promise<Buffer>,
  tail: Buffer,
  end: number,
): Promise<Directory> {
  const locator = end - 20;
  if (locator < 0 || tail.readUInt32LE(locator) !== 0x07064b50) damaged('no ZIP64 locator');
  const record = await bytes(Number(tail.readBigUInt64LE(locator + 8)), 56);
  if (record.readUInt32LE(0) !== 0x06064b50) damaged('no ZIP64 record');
  return {
    entries: Number(record.readBigUInt64LE(32)),
    size: Number(record.readBigUInt64LE(40)),
    offset: Number(record.readBigUInt64LE(48)),
  };
}

function listEntries(directory: Buffer, count: number): Entry[] {
  const entries: Entry[] = [];
  let at = 0;
  for (let n = 0; n < count; n += 1) {
    if (at + 46 > directory.length || directory.readUInt32LE(at) !== 0x02014b50) {
      damaged(`entry ${n} of ${count}`);
    }
    const [nameBytes, extraBytes, commentBytes] = [28, 30, 32].map((field) =>
      directory.readUInt16LE(at + field),
    ) as [number, number, number];
    const nameEnd = at + 46 + nameBytes;
    if (nameEnd + extraBytes > directory.length) damaged(`entry ${n} of ${count}`);
    const method = directory.readUInt16LE(at + 10);
    const entry = {
      path: directory.toString('utf8', at + 46, nameEnd).replaceAll('\\', '/'),
      method,
      crc: directory.readUInt32LE(at + 16),
      packed: directory.readUInt32LE(at + 20),
      offset: directory.readUInt32LE(at + 42),
    };
    const encrypted = (directory.readUInt16LE(at + 8) & 1) === 1;
    if (encrypted || (method !== stored && method !== deflated)) {
      damaged(`${entry.path} is packed by method ${method}${encrypted ? ', encrypted' : ''}`);
    }
    const extra = directory.subarray(nameEnd, nameEnd + extraBytes);
    const unpacked = directory.readUInt32LE(at + 24);
    entries.push(withLongSizes(entry, unpacked, extra));
    at = nameEnd + extraBytes + commentBytes;
  }
  return entries;
}

/** Sizes of four bytes that are all ones stand in the ZIP64 field instead, in this order. */
function withLongSizes(entry: Entry, unpacked: number, extra: Buffer): Entry {
  const full = 0xffffffff;
  if (entry.packed !== full && entry.offset !== full && unpacked !== full) return entry;
  for (let at = 0; at + 4 <= extra.length;) {
    const length = extra.readUInt16LE(at + 2);
    if (extra.readUInt16LE(at) === 1 && at + 4 + length <= extra.length) {
      const field = extra.subarray(at + 4, at + 4 + length);
      let next = 0;
      const take = (value: number): number => {
        if (value !== full) return value;
        if (next + 8 > field.length) return damaged('a short ZIP64 field');
        next += 8;
        return Number(field.readBigUInt64LE(next - 8));
      };
      take(unpacked);
      const packed = take(entry.packed);
      return { ...entry, packed, offset: take(entry.offset) };
    }
    at += 4 + length;
  }
  return damaged('no ZIP64 field');
}
