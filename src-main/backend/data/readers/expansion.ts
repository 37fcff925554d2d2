import { PortraitError } from '#shared/errors/portrait-error.ts';

/** Deflate cannot exceed 1,032; tables of next to nothing but zeros reach about 200. */
const mostExpansion = 300;
const alwaysUnpacked = 16 * 2 ** 20;

/** Throws file_expands where `packed` bytes became more than any table does. */
export function checkExpansion(file: string, packed: number, unpacked: number): void {
  if (unpacked > alwaysUnpacked && unpacked > packed * mostExpansion) {
    throw new PortraitError('file_expands', { file, ratio: mostExpansion });
  }
}
