import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The checkout. */
export const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/** Where this checkout remembers which set-up steps are done. */
export const stampDir = join(root, '.cache', 'setup');

/** Per-user cache outside the checkout: the native engine lies here once for all checkouts. */
export function userCacheDir(env = process.env, platform = process.platform, home = homedir()) {
  if (env.PORTRAIT_CACHE) return env.PORTRAIT_CACHE;
  if (env.XDG_CACHE_HOME) return join(env.XDG_CACHE_HOME, 'portrait');
  if (platform === 'darwin') return join(home, 'Library', 'Caches', 'portrait');
  if (platform === 'win32' && env.LOCALAPPDATA) return join(env.LOCALAPPDATA, 'portrait', 'cache');
  return join(home, '.cache', 'portrait');
}
