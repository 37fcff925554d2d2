import { basename } from 'node:path';
import { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { PortraitError } from '#shared/errors/portrait-error.ts';
import { fileError, openRegular, readAt, readChunks } from '../../lib/files/index.ts';
import { checkExpansion } from './expansion.ts';
import { notATable, signatureBytes } from './text/not-a-table.ts';

const chunkBytes = 256 * 1024;

/** A file as bytes, unpacked where its content (not its name) is gzip. */
export type Source = {
  path: string;
  name: string;
  /** Size on disk. */
  bytes: number;
  compressed: boolean;
  /** Reads from the beginning; `position` counts bytes on disk taken so far. */
  read(): { chunks: AsyncIterable<Buffer>; position(): number; close(): void };
};

/** Throws file_missing, file_empty, file_not_regular, file_stalled and file_unreadable. */
export async function openSource(path: string): Promise<Source> {
  const name = basename(path);
  const { bytes, magic } = await look(path, name);
  if (bytes === 0) throw new PortraitError('file_empty', { file: name });
  const detail = notATable(magic);
  if (detail !== undefined) throw new PortraitError('file_unreadable', { file: name, detail });
  const compressed = magic[0] === 0x1f && magic[1] === 0x8b;
  return { path, name, bytes, compressed, read: () => read(path, name, compressed) };
}

/** The first `limit` bytes, unpacked, and whether that is everything. */
export async function readStart(
  source: Source,
  limit: number,
): Promise<{ bytes: Buffer; whole: boolean }> {
  const parts: Buffer[] = [];
  let length = 0;
  const reading = source.read();
  try {
    for await (const chunk of reading.chunks) {
      parts.push(chunk);
      length += chunk.length;
      if (length >= limit) return { bytes: Buffer.concat(parts), whole: false };
    }
  } finally {
    reading.close();
  }
  return { bytes: Buffer.concat(parts), whole: true };
}

function read(path: string, name: string, compressed: boolean): ReturnType<Source['read']> {
  let position = 0;
  const stop = new AbortController();
  async function* counted(): AsyncGenerator<Buffer> {
    for await (const chunk of readChunks(path, chunkBytes, { signal: stop.signal })) {
      position += chunk.length;
      yield chunk;
    }
  }
  const bytes = counted();
  const unpacked = compressed ? gunzip(bytes, name) : bytes;
  const close = (): void => stop.abort();
  return { chunks: chunksOf(unpacked, name), position: () => position, close };
}

/** Throws file_expands where next to nothing unpacks to no end. */
async function* gunzip(bytes: AsyncIterable<Buffer>, name: string): AsyncGenerator<Buffer> {
  const packed = Readable.from(bytes, { objectMode: false });
  const unpacker = packed.pipe(createGunzip({ chunkSize: chunkBytes }));
  packed.on('error', (error) => unpacker.destroy(error));
  unpacker.on('close', () => packed.destroy());
  const chunks: AsyncIterable<Buffer> = unpacker;
  let unpacked = 0;
  for await (const chunk of chunks) {
    unpacked += chunk.length;
    checkExpansion(name, unpacker.bytesWritten, unpacked);
    yield chunk;
  }
}

async function* chunksOf(stream: AsyncIterable<Buffer>, name: string): AsyncIterable<Buffer> {
  try {
    yield* stream;
  } catch (error) {
    if (error instanceof PortraitError) throw error;
    throw fileError(name, error);
  }
}

async function look(path: string, name: string): Promise<{ bytes: number; magic: Buffer }> {
  const opened = await openRegular(path);
  try {
    const magic = await readAt(opened, name, { position: 0, length: signatureBytes });
    return { bytes: opened.bytes, magic };
  } finally {
    await opened.handle.close();
  }
}
