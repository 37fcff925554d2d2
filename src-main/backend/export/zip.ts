import { crc32 } from 'node:zlib';
import type { ExportFile } from './targets/target.ts';

/** 1980-01-01 00:00 in the format's own date: no date of writing, so that the same files give the same bytes. */
const date = 0x21;
const utf8Names = 0x800;
const version = 20;

/** Files as a ZIP archive (APPNOTE 6.3.10), stored as they are. At most 65,535 files and 4 GB. */
export function zipped(files: readonly ExportFile[]): Uint8Array<ArrayBuffer> {
  const parts: Uint8Array[] = [];
  const directory: Uint8Array[] = [];
  let offset = 0;
  for (const { path, bytes } of files) {
    const name = new TextEncoder().encode(path);
    const common: Field[] = [
      version,
      utf8Names,
      0,
      0,
      date,
      [crc32(bytes)],
      [bytes.length],
      [bytes.length],
    ];
    const local = record([[0x04034b50], ...common, name.length, 0]);
    directory.push(
      record([[0x02014b50], version, ...common, name.length, 0, 0, 0, 0, [0], [offset]]),
      name,
    );
    parts.push(local, name, bytes);
    offset += local.length + name.length + bytes.length;
  }
  const size = directory.reduce((sum, part) => sum + part.length, 0);
  const end = record([[0x06054b50], 0, 0, files.length, files.length, [size], [offset], 0]);
  return joined([...parts, ...directory, end]);
}

type Field = number | [number];

/** Little endian: numbers of two bytes, in brackets of four. */
function record(fields: readonly Field[]): Uint8Array {
  const size = fields.reduce<number>((sum, field) => sum + (Array.isArray(field) ? 4 : 2), 0);
  const view = new DataView(new ArrayBuffer(size));
  let at = 0;
  for (const field of fields) {
    if (Array.isArray(field)) view.setUint32(at, field[0], true);
    else view.setUint16(at, field, true);
    at += Array.isArray(field) ? 4 : 2;
  }
  return new Uint8Array(view.buffer);
}

function joined(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
