import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

/** A Python with recordlinkage: its own environment under the user's cache, made once. */
export function recordLinkagePython(): string {
  const cache = process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache');
  const folder = join(cache, 'portrait', 'linkage-venv');
  const python = join(folder, 'bin', 'python');
  if (!existsSync(python)) execFileSync('python3', ['-m', 'venv', folder], { stdio: 'ignore' });
  try {
    execFileSync(python, ['-c', 'import recordlinkage'], { stdio: 'ignore' });
  } catch {
    // Not there yet: fetched once.
    execFileSync(python, ['-m', 'pip', 'install', '--quiet', 'recordlinkage'], { stdio: 'ignore' });
  }
  return python;
}
