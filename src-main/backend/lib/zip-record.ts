type Field = number | [number];

const version = 20;
/** 1980-01-01 00:00 in the format's own date: no date of writing, so that the same files give the same bytes. */
const date = 0x21;
export const utf8Names = 0x800;
export const deflated = 8;

export type ZipMember = {
  /** UTF-8. */
  name: Uint8Array;
  flags: number;
  method: number;
  crc: number;
  packed: number;
  unpacked: number;
};

/** What stands before a file in a ZIP archive (APPNOTE 6.3.10, 4.3.7), its name included. */
export function zipHeader(member: ZipMember): Buffer {
  return Buffer.concat([
    record([[0x04034b50], ...common(member), member.name.length, 0]),
    member.name,
  ]);
}

/** What stands after a file whose sizes were not known before it (4.3.9). */
export function zipSizes({ crc, packed, unpacked }: Omit<ZipMember, 'name'>): Buffer {
  return record([[0x08074b50], [crc], [packed], [unpacked]]);
}

/** The directory, which ends the archive and begins at byte `start` (4.3.12, 4.3.16); `offset`: of a file's header. */
export function zipDirectory(
  members: readonly (ZipMember & { offset: number })[],
  start: number,
): Buffer {
  const entries = members.flatMap((member) => {
    const { name, offset } = member;
    const rest: Field[] = [name.length, 0, 0, 0, 0, [0], [offset]];
    return [record([[0x02014b50], version, ...common(member), ...rest]), name];
  });
  const length = entries.reduce((sum, part) => sum + part.length, 0);
  const count = members.length;
  return Buffer.concat([
    ...entries,
    record([[0x06054b50], 0, 0, count, count, [length], [start], 0]),
  ]);
}

function common({ flags, method, crc, packed, unpacked }: ZipMember): Field[] {
  return [version, flags, method, 0, date, [crc], [packed], [unpacked]];
}

/** Little endian: numbers of two bytes, in brackets of four. */
function record(fields: readonly Field[]): Buffer {
  const size = fields.reduce<number>((sum, field) => sum + (Array.isArray(field) ? 4 : 2), 0);
  const buffer = Buffer.alloc(size);
  let at = 0;
  for (const field of fields) {
    at = Array.isArray(field)
      ? buffer.writeUInt32LE(field[0] >>> 0, at)
      : buffer.writeUInt16LE(field, at);
  }
  return buffer;
}
