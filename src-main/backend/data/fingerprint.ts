import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { basename, isAbsolute, resolve } from 'node:path';
import { PortraitError } from '#shared/errors/index.ts';

/** Where a Data cell's path points: relative ones are taken from the notebook's folder. */
export function dataPath(path: string, folder: string): string {
  return isAbsolute(path) ? path : resolve(folder, path);
}

/** Content hashes of files, remembered as long as size and time of change stay the same. */
export class FileFingerprints {
  readonly #known = new Map<string, { size: number; changed: number; hash: string }>();

  /** SHA-256 of the content. Throws file_missing and file_unreadable. */
  async of(path: string): Promise<string> {
    const file = basename(path);
    try {
      const { size, mtimeMs } = await stat(path);
      const known = this.#known.get(path);
      if (known?.size === size && known.changed === mtimeMs) return known.hash;
      const hash = createHash('sha256');
      for await (const chunk of createReadStream(path, { highWaterMark: 2 ** 20 })) {
        // A binary stream: chunks are buffers.
        hash.update(chunk as Buffer);
      }
      const found = { size, changed: mtimeMs, hash: hash.digest('hex') };
      this.#known.set(path, found);
      return found.hash;
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT') {
        throw new PortraitError('file_missing', { file });
      }
      const detail = error instanceof Error ? error.message : String(error);
      throw new PortraitError('file_unreadable', { file, detail });
    }
  }
}
