import { createHash } from 'node:crypto';
import { accessSync, constants } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The checkout. */
export const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/** Whether this user may write into the checkout: another's, or one on a read-only disk, is used as it is. */
export const ownCheckout = writable(root);

/** Where the checkout itself remembers which set-up steps are done. */
export const checkoutStampDir = join(root, '.cache', 'setup');

/** Where this user's set-up writes: in the checkout, or in the user's cache where that is not to be written to. */
export const stampDir = ownCheckout
  ? checkoutStampDir
  : join(userCacheDir(), 'checkouts', createHash('sha256').update(root).digest('hex').slice(0, 16));

function writable(folder) {
  try {
    accessSync(folder, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

/** Per-user cache outside the checkout: the native engine lies here once for all checkouts. */
export function userCacheDir(env = process.env, platform = process.platform, home = homedir()) {
  if (env.PORTRAIT_CACHE) return env.PORTRAIT_CACHE;
  if (env.XDG_CACHE_HOME) return join(env.XDG_CACHE_HOME, 'portrait');
  if (platform === 'darwin') return join(home, 'Library', 'Caches', 'portrait');
  if (platform === 'win32' && env.LOCALAPPDATA) return join(env.LOCALAPPDATA, 'portrait', 'cache');
  return join(home, '.cache', 'portrait');
}
