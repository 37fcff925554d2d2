import { crc32 } from 'node:zlib';
import { stored, utf8Names, zipDirectory, zipHeader } from '../lib/index.ts';
import type { ExportFile } from './targets/target.ts';

/** Files as a ZIP archive (APPNOTE 6.3.10), stored as they are. At most 65,535 files and 4 GB. */
export function zipped(files: readonly ExportFile[]): Uint8Array<ArrayBuffer> {
  const parts: Uint8Array[] = [];
  const members = [];
  let offset = 0;
  for (const { path, bytes } of files) {
    const member = {
      ...{ name: Buffer.from(path), flags: utf8Names, method: stored, offset },
      ...{ crc: crc32(bytes), packed: bytes.length, unpacked: bytes.length },
    };
    const header = zipHeader(member);
    members.push(member);
    parts.push(header, bytes);
    offset += header.length + bytes.length;
  }
  return Buffer.concat([...parts, zipDirectory(members, offset)]);
}
