/** A tensor as HDF5 keeps it, little endian. */
export type Hdf5Tensor = { shape: readonly number[]; data: Float32Array | Uint32Array };
/** Groups and tensors by name, in the order they are listed. */
export type Hdf5Group = ReadonlyMap<string, Hdf5Group | Hdf5Tensor>;

/**
 * An HDF5 file of groups and contiguous tensors, with superblock 2 and object headers 2, which hold no times: the same content
 * gives the same bytes. "HDF5 File Format Specification" 3.0, sections II.A, IV.A.1.b and IV.A.2.
 */
export function encodeHdf5(root: Hdf5Group): Uint8Array<ArrayBuffer> {
  const out = new Pieces(superblockSize);
  const address = writeGroup(out, root);
  return out.finish(superblock(address, out.length));
}

const superblockSize = 48;
const undefinedAddress = (1n << 64n) - 1n;

/** Bytes of a file one after another, each piece at a place of its own. */
class Pieces {
  length: number;
  #pieces: Uint8Array[] = [];

  constructor(start: number) {
    this.length = start;
  }

  /** Where the piece begins: at a multiple of 8. */
  add(bytes: Uint8Array): bigint {
    const padding = (8 - (this.length % 8)) % 8;
    if (padding > 0) this.#pieces.push(new Uint8Array(padding));
    const at = this.length + padding;
    this.#pieces.push(bytes);
    this.length = at + bytes.length;
    return BigInt(at);
  }

  finish(head: Uint8Array): Uint8Array<ArrayBuffer> {
    return joined([head, ...this.#pieces]);
  }
}

function writeGroup(out: Pieces, group: Hdf5Group): bigint {
  const links = [...group].map(([name, item]) => {
    const address = 'shape' in item ? writeTensor(out, item) : writeGroup(out, item);
    const bytes = new TextEncoder().encode(name);
    // Version 1, a name length of two bytes, and UTF-8.
    return message(0x06, [u8(1, 0x11, 1), u16(bytes.length), bytes, u64(address)]);
  });
  const none = [u64(undefinedAddress), u64(undefinedAddress)];
  return out.add(header([message(0x02, [u8(0, 0), ...none]), message(0x0a, [u8(0, 0)]), ...links]));
}

function writeTensor(out: Pieces, { shape, data }: Hdf5Tensor): bigint {
  const bytes = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
  const at = out.add(bytes);
  const type =
    data instanceof Float32Array
      ? [u8(0x11, 0x20, 0x1f, 0), u32(4), u16(0), u16(32), u8(23, 8, 0, 23), u32(127)]
      : [u8(0x10, 0, 0, 0), u32(4), u16(0), u16(32)];
  return out.add(
    header([
      message(0x01, [u8(2, shape.length, 0, 1), ...shape.map((size) => u64(BigInt(size)))]),
      message(0x03, type),
      message(0x05, [u8(3, 0x0a)]),
      message(0x08, [u8(3, 1), u64(at), u64(BigInt(bytes.length))]),
    ]),
  );
}

function message(type: number, parts: readonly Uint8Array[]): Uint8Array {
  const body = joined(parts);
  return joined([u8(type), u16(body.length), u8(0), body]);
}

/** Version 2, its size in four bytes. */
function header(messages: readonly Uint8Array[]): Uint8Array {
  const body = joined(messages);
  return checked(joined([text('OHDR'), u8(2, 2), u32(body.length), body]));
}

function superblock(root: bigint, end: number): Uint8Array {
  const signature = u8(0x89, 0x48, 0x44, 0x46, 0x0d, 0x0a, 0x1a, 0x0a);
  const addresses = [0n, undefinedAddress, BigInt(end), root].map(u64);
  return checked(joined([signature, u8(2, 8, 8, 0), ...addresses]));
}

function checked(bytes: Uint8Array): Uint8Array {
  return joined([bytes, u32(lookup3(bytes))]);
}

const text = (value: string): Uint8Array => new TextEncoder().encode(value);
const u8 = (...values: number[]): Uint8Array => Uint8Array.from(values);
const u16 = (value: number): Uint8Array => u8(value & 255, value >>> 8);
const u32 = (value: number): Uint8Array =>
  u8(value & 255, (value >>> 8) & 255, (value >>> 16) & 255, value >>> 24);
const u64 = (value: bigint): Uint8Array =>
  new Uint8Array(BigUint64Array.of(BigInt.asUintN(64, value)).buffer);

function joined(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const out = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    out.set(part, at);
    at += part.length;
  }
  return out;
}

/** Bob Jenkins's lookup3 hash (hashlittle, initial value 0), HDF5's checksum of metadata. */
function lookup3(bytes: Uint8Array): number {
  let a = (0xdeadbeef + bytes.length) | 0;
  let [b, c] = [a, a];
  const turn = (value: number, by: number): number => (value << by) | (value >>> (32 - by));
  const word = (at: number, end: number): number => {
    let value = 0;
    for (let byte = 0; byte < 4 && at + byte < end; byte++)
      value |= bytes[at + byte]! << (8 * byte);
    return value;
  };
  let at = 0;
  for (; bytes.length - at > 12; at += 12) {
    a = (a + word(at, at + 4)) | 0;
    b = (b + word(at + 4, at + 8)) | 0;
    c = (c + word(at + 8, at + 12)) | 0;
    for (const [first, second, third] of [
      [4, 6, 8],
      [16, 19, 4],
    ] as const) {
      a = ((a - c) | 0) ^ turn(c, first);
      c = (c + b) | 0;
      b = ((b - a) | 0) ^ turn(a, second);
      a = (a + c) | 0;
      c = ((c - b) | 0) ^ turn(b, third);
      b = (b + a) | 0;
    }
  }
  if (at === bytes.length) return c >>> 0;
  a = (a + word(at, bytes.length)) | 0;
  b = (b + word(at + 4, bytes.length)) | 0;
  c = (c + word(at + 8, bytes.length)) | 0;
  c = ((c ^ b) - turn(b, 14)) | 0;
  a = ((a ^ c) - turn(c, 11)) | 0;
  b = ((b ^ a) - turn(a, 25)) | 0;
  c = ((c ^ b) - turn(b, 16)) | 0;
  a = ((a ^ c) - turn(c, 4)) | 0;
  b = ((b ^ a) - turn(a, 14)) | 0;
  c = ((c ^ b) - turn(b, 24)) | 0;
  return c >>> 0;
}
