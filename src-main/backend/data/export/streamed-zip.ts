import { constants, crc32, deflateRawSync } from 'node:zlib';
import {
  deflated,
  utf8Names,
  zipDirectory,
  zipHeader,
  zipSizes,
  type ZipMember,
} from '../../lib/index.ts';

/** Checksum and sizes follow the bytes, since they are not known before. */
const sizesFollow = 8;
/** An empty last block: all before it are blocks that leave room for another. */
const lastBlock = Buffer.from([3, 0]);

/** A ZIP archive (APPNOTE 6.3.10) written a piece at a time, of files whose length is not known before; at most 4 GB. */
export class StreamedZip {
  readonly #members: (ZipMember & { offset: number })[] = [];
  #offset = 0;

  /** A small file as a whole. */
  file(path: string, text: string): Uint8Array {
    return Buffer.concat([this.begin(path), this.text(text), this.end()]);
  }

  begin(path: string): Uint8Array {
    const member = {
      ...{ name: Buffer.from(path), flags: utf8Names | sizesFollow, method: deflated },
      ...{ crc: 0, packed: 0, unpacked: 0, offset: this.#offset },
    };
    this.#members.push(member);
    return this.#out(zipHeader(member));
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
    return this.#out(Buffer.concat([lastBlock, zipSizes(member)]));
  }

  /** The directory, which ends the archive. */
  directory(): Uint8Array {
    return zipDirectory(this.#members, this.#offset);
  }

  #out(bytes: Buffer): Buffer {
    this.#offset += bytes.length;
    return bytes;
  }
}
