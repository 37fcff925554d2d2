import { posix, win32 } from 'node:path';

/** `network`: another machine answers for it, or nobody does. `device`: no file at all, whoever asks. */
export type PathKind = 'file' | 'network' | 'device';

const reserved = /^(con|prn|aux|nul|com[\d¹²³]|lpt[\d¹²³]|conin\$|conout\$)$/i;

/**
 * What a path names, told from its text alone: nothing is touched. Shares (`\\server\share`, `//server/share`) are
 * network paths on every system; `\\.\`, `\\?\`, /dev, /proc, /sys and, on Windows, CON and its like are devices.
 */
export function pathKind(path: string, platform: NodeJS.Platform = process.platform): PathKind {
  if (path.includes('\0')) return 'device';
  const slashed = path.replaceAll('\\', '/');
  if (/^\/\/+[.?](\/|$)/.test(slashed) || slashed.startsWith('/??/')) return 'device';
  if (/^(\/\/|\\\\|\\\/|\/\\)/.test(path)) return 'network';
  if (platform === 'win32') {
    const parts = win32.normalize(path).split('\\');
    return parts.some((part) => reserved.test(part.split(/[.:]/)[0]?.trim() ?? ''))
      ? 'device'
      : 'file';
  }
  const plain = posix.normalize(path);
  // Files in memory lie there like anywhere else.
  if (/^\/dev\/shm\/./.test(plain)) return 'file';
  return /^\/(dev|proc|sys)(\/|$)/.test(plain) ? 'device' : 'file';
}
