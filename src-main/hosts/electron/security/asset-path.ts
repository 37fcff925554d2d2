import { join, normalize, sep } from 'node:path';
import { isAppUrl } from './origin.ts';

/** The file below `root` that an app:// address names, or null where it leads outside or is not ours. */
export function assetPath(root: string, url: string): string | null {
  if (!isAppUrl(url)) return null;
  let pathname: string;
  try {
    pathname = decodeURIComponent(new URL(url).pathname);
  } catch {
    return null;
  }
  if (pathname.includes('\0') || pathname.includes('\\')) return null;
  const path = normalize(join(root, pathname === '/' ? 'index.html' : pathname));
  return path.startsWith(root + sep) ? path : null;
}
