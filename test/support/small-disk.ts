import { execFileSync } from 'node:child_process';
import { appendFileSync, mkdirSync, rmSync, statfsSync, statSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from './folder.ts';

export type SmallDisk = {
  path: string;
  /** Bytes free now. */
  free(): number;
  /** Leaves so many bytes free, whatever takes the rest. */
  leave(bytes: number): void;
  remove(): void;
};

/** A file system of its own with so many megabytes; undefined where this process may not mount one. */
export function smallDisk(megabytes: number): SmallDisk | undefined {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return undefined;
  const folder = temporaryFolder();
  const path = folder.file('disk');
  mkdirSync(path);
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'portrait-test', path], {
      stdio: 'ignore',
    });
  } catch {
    folder.remove();
    return undefined;
  }
  const filler = join(path, 'filler');
  const free = () => {
    const { bavail, bsize } = statfsSync(path);
    return bavail * bsize;
  };
  return {
    path,
    free,
    leave(bytes) {
      const size = statSync(filler, { throwIfNoEntry: false })?.size ?? 0;
      const more = bytes - free();
      if (more > 0 && size > 0) truncateSync(filler, Math.max(0, size - more));
      try {
        for (let take = -more; take > 0; take = free() - bytes)
          appendFileSync(filler, Buffer.alloc(Math.min(take, 2 ** 20)));
      } catch (error) {
        // Somebody else took the last of it.
        if (!(error instanceof Error) || !('code' in error) || error.code !== 'ENOSPC') throw error;
      }
    },
    remove() {
      // Lazily: a process that was killed may still be letting go of it.
      execFileSync('umount', ['-l', path]);
      rmSync(folder.path, { recursive: true, force: true });
    },
  };
}
