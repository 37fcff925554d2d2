import { randomBytes } from 'node:crypto';
import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

const keyBytes = 32;

/** Where the user's own settings lie, outside every workspace. `PORTRAIT_CONFIG` names another place. */
export function userFolder(
  env: NodeJS.ProcessEnv = process.env,
  platform: NodeJS.Platform = process.platform,
  home = homedir(),
): string {
  if (env['PORTRAIT_CONFIG']) return env['PORTRAIT_CONFIG'];
  if (platform === 'win32') return join(env['APPDATA'] ?? home, 'Portrait');
  if (platform === 'darwin') return join(home, 'Library', 'Application Support', 'Portrait');
  return join(env['XDG_CONFIG_HOME'] || join(home, '.config'), 'portrait');
}

/**
 * The secret that marks the user's own notebooks: made once, readable by the user only. Where it can be neither read nor
 * kept, one for this process, and `problem` says why: notebooks then open restricted the next time.
 */
export function userKey(folder: string): { key: Uint8Array; problem: string | null } {
  const file = join(folder, 'trust-key');
  try {
    return { key: read(file) ?? make(folder, file), problem: null };
  } catch (error) {
    return { key: randomBytes(keyBytes), problem: String(error) };
  }
}

/** Undefined where there is none, or none that is whole. */
function read(file: string): Uint8Array | undefined {
  try {
    const key = readFileSync(file);
    return key.length === keyBytes ? key : undefined;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}

/** Two that start at once agree on one: a finished file is linked to its name, which only the first can. */
function make(folder: string, file: string): Uint8Array {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const key = randomBytes(keyBytes);
  const partial = `${file}.${process.pid}.${key.toString('hex', 0, 4)}`;
  writeFileSync(partial, key, { mode: 0o600, flag: 'wx', flush: true });
  try {
    linkSync(partial, file);
    return key;
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
    const found = read(file);
    if (found !== undefined) return found;
    rmSync(file);
    linkSync(partial, file);
    return key;
  } finally {
    rmSync(partial, { force: true });
  }
}
