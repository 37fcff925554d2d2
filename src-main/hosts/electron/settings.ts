import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { z } from 'zod';

const settings = z.object({ workspace: z.string().optional() });

/** The workspace that was open last, if that is known. */
export function lastWorkspace(file: string): string | undefined {
  try {
    return settings.parse(JSON.parse(readFileSync(file, 'utf8'))).workspace;
  } catch {
    // No settings yet, or settings nobody can read: the default workspace is as good.
    return undefined;
  }
}

export function rememberWorkspace(file: string, workspace: string): void {
  const partial = `${file}.partial`;
  writeFileSync(partial, JSON.stringify({ workspace }));
  renameSync(partial, file);
}
