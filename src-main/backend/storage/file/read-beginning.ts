import { closeSync, openSync, readSync } from 'node:fs';

/** The first bytes of a file; zeros where it is shorter. Never of a file this process has open: closing would end its locks. */
export function readBeginning(path: string, bytes: number): Buffer {
  const buffer = Buffer.alloc(bytes);
  const file = openSync(path, 'r');
  try {
    readSync(file, buffer, 0, bytes, 0);
    return buffer;
  } finally {
    closeSync(file);
  }
}
