import { crc32, deflateRawSync } from 'node:zlib';
import { deflated, utf8Names, zipDirectory, zipHeader } from '../lib/index.ts';
import type { ExportFile } from './targets/target.ts';

/** Files as a ZIP archive (APPNOTE 6.3.10). At most 65,535 files and 4 GB. */
export function zipped(files: readonly ExportFile[]): Uint8Array<ArrayBuffer> {
  const parts: Uint8Array[] = [];
  const members = [];
  let offset = 0;
  for (const { path, bytes } of files) {
    const packed = deflateRawSync(bytes);
    const member = {
      ...{ name: Buffer.from(path), flags: utf8Names, method: deflated, offset },
      ...{ crc: crc32(bytes), packed: packed.length, unpacked: bytes.length },
    };
    const header = zipHeader(member);
    members.push(member);
    parts.push(header, packed);
    offset += header.length + packed.length;
  }
  return Buffer.concat([...parts, zipDirectory(members, offset)]);
}
