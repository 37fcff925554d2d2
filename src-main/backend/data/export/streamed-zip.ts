import { constants, crc32, deflateRawSync } from 'node:zlib';

type Member = { path: string; crc: number; packed: number; unpacked: number; offset: number };
type Field = number | [number];

/** 1980-01-01 00:00 in the format's own date: no date of writing, so that the same table gives the same bytes. */
const date = 0x21;
/** Names are UTF-8; checksum and sizes follow the bytes, since they are not known before. */
const flags = 0x0808;
const version = 20;
const deflated = 8;
/** An empty last block: all before it are blocks that leave room for another. */
const lastBlock = Buffer.from([3, 0]);

/** A ZIP archive (APPNOTE 6.3.10) written a piece at a time, of files whose length is not known before; at most 4 GB. */
export class StreamedZip {
  readonly #members: Member[] = [];
  #offset = 0;

  /** A small file as a whole. */
  file(path: string, text: string): Uint8Array {
    return Buffer.concat([this.begin(path), this.text(text), this.end()]);
  }

  begin(path: string): Uint8Array {
    this.#members.push({ path, crc: 0, packed: 0, unpacked: 0, offset: this.#offset });
    const name = Buffer.from(path);
    const sizes: Field[] = [[0], [0], [0]];
    const header = [[0x04034b50], version, flags, deflated, 0, date, ...sizes] as Field[];
    return this.#out(Buffer.concat([record([...header, name.length, 0]), name]));
  }

  /** Goes on with the file begun last. */
  text(text: string): Uint8Array {
    const bytes = Buffer.from(text);
    const member = this.#members.at(-1)!;
    const packed = deflateRawSync(bytes, { finishFlush: constants.Z_SYNC_FLUSH });
    member.crc = crc32(bytes, member.crc);
    member.unpacked += bytes.length;
    member.packed += packed.length;
    return this.#out(packed);
  }

  end(): Uint8Array {
    const member = this.#members.at(-1)!;
    member.packed += lastBlock.length;
    const { crc, packed, unpacked } = member;
    return this.#out(
      Buffer.concat([lastBlock, record([[0x08074b50], [crc], [packed], [unpacked]])]),
    );
  }

  /** The directory, which ends the archive. */
  directory(): Uint8Array {
    const parts = this.#members.flatMap(({ path, crc, packed, unpacked, offset }) => {
      const name = Buffer.from(path);
      const common: Field[] = [version, version, flags, deflated, 0, date];
      const sizes: Field[] = [[crc], [packed], [unpacked]];
      const rest: Field[] = [name.length, 0, 0, 0, 0, [0], [offset]];
      return [record([[0x02014b50], ...common, ...sizes, ...rest]), name];
    });
    const size = parts.reduce((sum, part) => sum + part.length, 0);
    const count = this.#members.length;
    const end = record([[0x06054b50], 0, 0, count, count, [size], [this.#offset], 0]);
    return Buffer.concat([...parts, end]);
  }

  #out(bytes: Buffer): Buffer {
    this.#offset += bytes.length;
    return bytes;
  }
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
