import { mkdir, readdir, rename, rm, rmdir, writeFile } from 'node:fs/promises';
import { dirname, join, resolve, sep } from 'node:path';
import { PortraitError } from '#shared/errors/index.ts';
import type { ExportFile } from './targets/index.ts';

/**
 * Writes files as one new folder: under another name beside it first, so that the folder is whole or not there at all.
 * Throws export_folder_taken and disk_full.
 */
export async function writeFolder(to: string, files: readonly ExportFile[]): Promise<void> {
  const folder = resolve(to);
  await refuseTaken(folder);
  const partial = `${folder}.partial-${process.pid}`;
  try {
    await rm(partial, { recursive: true, force: true });
    await mkdir(partial, { recursive: true });
    for (const { path, bytes } of files) {
      const target = resolve(partial, path);
      if (!target.startsWith(partial + sep))
        throw new RangeError(`${path} leads out of the folder`);
      await mkdir(dirname(target), { recursive: true });
      await writeFile(target, bytes, { flush: true });
    }
    await rmdir(folder).catch(nothingThere);
    await rename(partial, folder);
  } catch (error) {
    await rm(partial, { recursive: true, force: true });
    throw codeOf(error) === 'ENOSPC' ? new PortraitError('disk_full', {}, { cause: error }) : error;
  }
}

async function refuseTaken(folder: string): Promise<void> {
  try {
    if ((await readdir(folder)).length > 0)
      throw new PortraitError('export_folder_taken', { folder });
  } catch (error) {
    if (codeOf(error) === 'ENOTDIR') throw new PortraitError('export_folder_taken', { folder });
    if (codeOf(error) !== 'ENOENT') throw error;
  }
  await mkdir(join(folder, '..'), { recursive: true });
}

function nothingThere(error: unknown): void {
  if (codeOf(error) !== 'ENOENT') throw error;
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined;
}
