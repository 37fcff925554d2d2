import { createReadStream } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { createGunzip } from 'node:zlib';
import { PortraitError } from '#shared/errors/portrait-error.ts';
import { notATable, signatureBytes } from './not-a-table.ts';

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

/** Throws file_missing, file_empty and file_unreadable. */
export async function openSource(path: string): Promise<Source> {
  const name = basename(path);
  const info = await stat(path).catch((error: unknown) => {
    throw fileError(name, error);
  });
  if (!info.isFile())
    throw new PortraitError('file_unreadable', { file: name, detail: 'not a file' });
  if (info.size === 0) throw new PortraitError('file_empty', { file: name });
  const magic = await firstBytes(path, name, signatureBytes);
  const detail = notATable(magic);
  if (detail !== undefined) throw new PortraitError('file_unreadable', { file: name, detail });
  const compressed = magic[0] === 0x1f && magic[1] === 0x8b;
  return { path, name, bytes: info.size, compressed, read: () => read(path, name, compressed) };
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
  const file = createReadStream(path, { highWaterMark: chunkBytes });
  const unpacked = compressed ? file.pipe(createGunzip({ chunkSize: chunkBytes })) : file;
  file.on('error', (error) => unpacked.destroy(error));
  const close = (): void => {
    file.destroy();
    unpacked.destroy();
  };
  return { chunks: chunksOf(unpacked, name), position: () => file.bytesRead, close };
}

async function* chunksOf(stream: AsyncIterable<Buffer>, name: string): AsyncIterable<Buffer> {
  try {
    yield* stream;
  } catch (error) {
    if (error instanceof PortraitError) throw error;
    throw fileError(name, error);
  }
}

async function firstBytes(path: string, name: string, count: number): Promise<Buffer> {
  const handle = await open(path).catch((error: unknown) => {
    throw fileError(name, error);
  });
  try {
    const buffer = Buffer.alloc(count);
    await handle.read(buffer, 0, count, 0);
    return buffer;
  } finally {
    await handle.close();
  }
}

function fileError(name: string, error: unknown): PortraitError {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (code === 'ENOENT') return new PortraitError('file_missing', { file: name });
  const detail = error instanceof Error ? error.message : String(error);
  return new PortraitError('file_unreadable', { file: name, detail });
}
