import { mkdir, open, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { PortraitError } from '#shared/errors/index.ts';
import { refuseSpecial } from '../../backend/backend.ts';
import { UsageError } from './arguments.ts';

/** Makes the folder results go to, before anything runs for them. Throws UsageError where it is none and cannot be one. */
export async function makeOutFolder(out: string): Promise<void> {
  try {
    await mkdir(out, { recursive: true });
    if ((await stat(out)).isDirectory()) return;
  } catch (error) {
    if (!(error instanceof Error) || !('code' in error)) throw error;
  }
  const cause = new PortraitError('export_no_folder', { folder: out });
  throw new UsageError(`--out ${out}`, { cause });
}

/**
 * Opens a file of the folder for writing, what it held before gone. Throws file_not_regular where a pipe, a device or a
 * folder has its name.
 */
export async function openOut(folder: string, file: string): ReturnType<typeof open> {
  const path = join(folder, file);
  await refuseSpecial(path);
  return open(path, 'w');
}
