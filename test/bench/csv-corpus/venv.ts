import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

/** A Python with pandas and DuckDB: its own environment under the user's cache, made once. */
export function comparisonPython(): string {
  const cache = process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache');
  const folder = join(cache, 'portrait', 'corpus-venv');
  const python = join(folder, 'bin', 'python');
  if (!existsSync(python)) execFileSync('python3', ['-m', 'venv', folder], { stdio: 'ignore' });
  try {
    execFileSync(python, ['-c', 'import pandas, duckdb'], { stdio: 'ignore' });
  } catch {
    // Not there yet: fetched once.
    const install = ['-m', 'pip', 'install', '--quiet', 'pandas', 'duckdb'];
    execFileSync(python, install, { stdio: 'ignore' });
  }
  return python;
}
