import { createHash } from 'node:crypto';
import { basename, isAbsolute, resolve } from 'node:path';
import { PortraitError } from '#shared/errors/portrait-error.ts';
import { openRegular, readAt } from '../lib/index.ts';
import { uploadedHash } from './uploads.ts';

const chunkBytes = 2 ** 20;

/** Where a Data cell's path points: relative ones are taken from the notebook's folder. */
export function dataPath(path: string, folder: string): string {
  return isAbsolute(path) ? path : resolve(folder, path);
}

/** Content hashes of files, remembered as long as size and time of change stay the same. */
export class FileFingerprints {
  readonly #known = new Map<string, { bytes: number; changed: number; hash: string }>();

  /** SHA-256 of the content. Throws what opening a regular file throws; the signal ends it with `cancelled`. */
  async of(path: string, signal?: AbortSignal): Promise<string> {
    const uploaded = uploadedHash(path);
    const opened = await openRegular(path, { signal }).catch((error: unknown) => {
      // An upload imported under masks is gone, and what it held still known: its name says it.
      const gone = error instanceof PortraitError && error.code === 'file_missing';
      if (gone && uploaded !== undefined) return uploaded;
      throw error;
    });
    if (typeof opened === 'string') return opened;
    const { bytes, changed } = opened;
    const known = this.#known.get(path);
    try {
      if (known?.bytes === bytes && known.changed === changed) return known.hash;
      const hash = createHash('sha256');
      const piece = { length: chunkBytes, ...(signal && { signal }) };
      for (let position = 0; ;) {
        const chunk = await readAt(opened, basename(path), { ...piece, position });
        if (chunk.length === 0) break;
        hash.update(chunk);
        position += chunk.length;
      }
      const found = { bytes, changed, hash: hash.digest('hex') };
      this.#known.set(path, found);
      return found.hash;
    } finally {
      // Where a read hangs, closing waits for it: nobody waits for that.
      opened.handle.close().catch(() => undefined);
    }
  }
}
