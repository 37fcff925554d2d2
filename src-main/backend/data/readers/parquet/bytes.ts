import type { FileHandle } from 'node:fs/promises';
import type { AsyncBuffer } from 'hyparquet';
import { openRegular } from '../../../lib/files/index.ts';
import type { Source } from '../source.ts';
import { contradiction } from './fault.ts';

/** Opens a file for reading any of its bytes and closes it afterwards. */
export async function withBytes<T>(
  source: Source,
  use: (file: AsyncBuffer) => Promise<T>,
): Promise<T> {
  const { handle } = await openRegular(source.path);
  try {
    return await use({
      byteLength: source.bytes,
      slice: (start, end) => slice(handle, start, end ?? source.bytes, source.bytes),
    });
  } finally {
    await handle.close();
  }
}

async function slice(
  handle: FileHandle,
  start: number,
  end: number,
  size: number,
): Promise<ArrayBuffer> {
  const from = start < 0 ? size + start : start;
  if (!(from >= 0 && end >= from && end <= size)) contradiction(`bytes ${from} to ${end}`);
  const bytes = new Uint8Array(end - from);
  const { bytesRead } = await handle.read(bytes, 0, bytes.length, from);
  if (bytesRead !== bytes.length) contradiction('the file ends early');
  return bytes.buffer;
}
