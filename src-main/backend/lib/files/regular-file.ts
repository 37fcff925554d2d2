import { constants } from 'node:fs';
import { open, stat, type FileHandle } from 'node:fs/promises';
import { basename } from 'node:path';
import { PortraitError } from '#shared/errors/portrait-error.ts';
import { inTime, oneOfFew } from './deadline.ts';
import { pathKind } from './path-kind.ts';

/** A disk that is merely slow, or has to spin up first, answers within this. */
const openPatienceMs = 15_000;
const readPatienceMs = 30_000;
/** Windows knows neither; a named pipe or a terminal must not keep us waiting. */
const readOnly = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0) | (constants.O_NOCTTY ?? 0);

export type RegularFile = { handle: FileHandle; bytes: number; changed: number };
export type ReadOptions = { signal?: AbortSignal | undefined; patienceMs?: number };

/**
 * Opens a file of data for reading. Only regular files are opened: a path that names a device is refused untouched,
 * and what turns out to be a pipe, a device or a folder is closed again. Throws file_not_regular, file_missing,
 * file_unreadable, file_stalled and `cancelled`.
 */
export async function openRegular(path: string, options: ReadOptions = {}): Promise<RegularFile> {
  const file = basename(path);
  if (pathKind(path) === 'device') throw notRegular(file);
  const { signal, patienceMs: milliseconds = openPatienceMs } = options;
  const patience = { file, milliseconds, signal };
  const work = oneOfFew(() => openAndLook(path, file));
  return inTime(work, patience, ({ handle }) => void handle.close());
}

async function openAndLook(path: string, file: string): Promise<RegularFile> {
  try {
    // Opening some devices does something to them: whatever is plainly no file is not opened at all.
    const before = await stat(path);
    if (!before.isFile()) throw notRegular(file);
    const handle = await open(path, readOnly);
    const now = await handle.stat();
    if (now.isFile()) return { handle, bytes: now.size, changed: now.mtimeMs };
    await handle.close();
    throw notRegular(file);
  } catch (error) {
    throw fileError(file, error);
  }
}

/** Reads up to `length` bytes at `position` into a new buffer; fewer only at the file's end. Throws as opening does. */
export async function readAt(
  { handle }: Pick<RegularFile, 'handle'>,
  file: string,
  { position, length, signal }: { position: number; length: number; signal?: AbortSignal },
): Promise<Buffer<ArrayBuffer>> {
  const buffer = Buffer.allocUnsafeSlow(length);
  let filled = 0;
  while (filled < length) {
    const reading = handle.read(buffer, filled, length - filled, position + filled);
    const { bytesRead } = await inTime(reading, {
      ...{ file, milliseconds: readPatienceMs, signal },
    }).catch((error: unknown) => {
      throw fileError(file, error);
    });
    if (bytesRead === 0) break;
    filled += bytesRead;
  }
  return buffer.subarray(0, filled);
}

/** A file's bytes from its beginning in pieces; the file is closed when they end, however they end. */
export async function* readChunks(
  path: string,
  chunkBytes: number,
  options: ReadOptions = {},
): AsyncGenerator<Buffer<ArrayBuffer>, void, void> {
  const file = basename(path);
  const opened = await openRegular(path, options);
  const { signal } = options;
  try {
    for (let position = 0; ;) {
      const chunk = await readAt(opened, file, {
        ...{ position, length: chunkBytes },
        ...(signal && { signal }),
      });
      if (chunk.length === 0) return;
      position += chunk.length;
      yield chunk;
    }
  } finally {
    // Where a read hangs, closing waits for it: nobody waits for that.
    opened.handle.close().catch(() => undefined);
  }
}

/** A small text file, whole. Throws as opening does, and file_too_large beyond `mostBytes`. */
export async function readTextFile(
  path: string,
  mostBytes: number,
  options: ReadOptions = {},
): Promise<string> {
  const parts: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of readChunks(path, 2 ** 20, options)) {
    bytes += chunk.length;
    if (bytes > mostBytes)
      throw new PortraitError('file_too_large', {
        ...{ file: basename(path), megabytes: Math.floor(mostBytes / 2 ** 20) },
      });
    parts.push(chunk);
  }
  return Buffer.concat(parts).toString('utf8');
}

/**
 * Refuses a path that is there and is no regular file, before something opens it that would wait for ever. Throws
 * file_not_regular, file_stalled and file_unreadable; a path where nothing is passes.
 */
export async function refuseSpecial(path: string, options: ReadOptions = {}): Promise<void> {
  const file = basename(path);
  if (pathKind(path) === 'device') throw notRegular(file);
  const milliseconds = options.patienceMs ?? openPatienceMs;
  const looking = oneOfFew(() => stat(path)).catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw fileError(file, error);
  });
  const found = await inTime(looking, { file, milliseconds, signal: options.signal });
  if (found !== undefined && !found.isFile()) throw notRegular(file);
}

function notRegular(file: string): PortraitError {
  return new PortraitError('file_not_regular', { file });
}

/** What reading a file failed with, as ours. */
export function fileError(file: string, error: unknown): PortraitError {
  if (error instanceof PortraitError) return error;
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (code === 'ENOENT') return new PortraitError('file_missing', { file });
  const detail = error instanceof Error ? error.message : String(error);
  return new PortraitError('file_unreadable', { file, detail });
}
