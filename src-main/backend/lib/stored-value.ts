import { deserialize } from 'node:v8';

/** Lists of numbers that are kept as their bytes. */
const arrayTypes = {
  f32: Float32Array,
  f64: Float64Array,
  i8: Int8Array,
  i32: Int32Array,
  u8: Uint8Array,
  u32: Uint32Array,
} as const;
type ArrayType = keyof typeof arrayTypes;
type NumberArray = InstanceType<(typeof arrayTypes)[ArrayType]>;

const magic = Uint8Array.of(0x50, 0x54, 0x52, 0x56, 1, 0, 0, 0);
/** The magic, and the length of the JSON that follows in 32 bits; then the arrays' bytes, each from a multiple of 8 on. */
const prefix = magic.length + 4;
const step = 8;
/** What earlier versions wrote begins as `node:v8` serialises. */
const v8Tag = 0xff;

/** In the JSON an object of this one key stands for an array of numbers, or a number that JSON has no word for. */
const mark = '#';

/**
 * A value as one durable blob: its JSON, in which arrays of numbers stand by their places, and their bytes behind it,
 * little endian. It is made of what JSON has, `undefined` left out, and of arrays of numbers; NaN, infinities and -0 are kept.
 * @throws TypeError for anything else
 */
export function encodeStored(value: unknown): Uint8Array<ArrayBuffer> {
  const arrays: NumberArray[] = [];
  const text = JSON.stringify({ value: written(value, arrays), arrays: arrays.map(entryOf) });
  const json = new TextEncoder().encode(text);
  const places = placesOf(
    arrays.map(({ byteLength }) => byteLength),
    prefix + json.length,
  );
  const out = new Uint8Array(places.end);
  out.set(magic);
  new DataView(out.buffer).setUint32(magic.length, json.length, true);
  out.set(json, prefix);
  arrays.forEach(({ buffer, byteOffset, byteLength }, at) =>
    out.set(new Uint8Array(buffer, byteOffset, byteLength), places.from[at]),
  );
  return out;
}

/**
 * The value of a blob, also of one that an earlier version wrote. Blobs are written by this program and checked by
 * their hash, so what is in them is trusted to be a `T`.
 * @throws RangeError where the blob is none, or cut short
 */
export function decodeStored<T>(bytes: Uint8Array): T {
  if (bytes[0] === v8Tag) return deserialize(bytes) as T;
  if (magic.some((byte, at) => bytes[at] !== byte)) throw new RangeError('no stored value');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const length = view.getUint32(magic.length, true);
  const text = new TextDecoder().decode(bytes.subarray(prefix, prefix + length));
  const header = JSON.parse(text) as { value: unknown; arrays: [ArrayType, number][] };
  const sizes = header.arrays.map(([type, count]) => count * arrayTypes[type].BYTES_PER_ELEMENT);
  const { from, end } = placesOf(sizes, prefix + length);
  if (end > bytes.length) throw new RangeError('a stored value is cut short');
  const arrays = header.arrays.map(([type], at) => {
    // A copy: `slice` of a Buffer is a view.
    const own = Uint8Array.from(bytes.subarray(from[at], from[at]! + sizes[at]!));
    return new arrayTypes[type](own.buffer);
  });
  return read(header.value, arrays) as T;
}

function placesOf(sizes: readonly number[], begin: number): { from: number[]; end: number } {
  let end = begin;
  const from = sizes.map((size) => {
    const at = Math.ceil(end / step) * step;
    end = at + size;
    return at;
  });
  return { from, end };
}

function entryOf(array: NumberArray): [ArrayType, number] {
  const found = typeNames.find((type) => array instanceof arrayTypes[type]);
  return [found!, array.length];
}
const typeNames = Object.keys(arrayTypes) as ArrayType[];

function isNumberArray(value: object): value is NumberArray {
  return typeNames.some((type) => value instanceof arrayTypes[type]);
}

function written(value: unknown, arrays: NumberArray[]): unknown {
  if (typeof value === 'number')
    return Number.isFinite(value) && !Object.is(value, -0) ? value : { [mark]: wordOf(value) };
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value;
  if (typeof value !== 'object') throw new TypeError(`a ${typeof value} cannot be stored`);
  if (isNumberArray(value)) return { [mark]: arrays.push(value) - 1 };
  if (Array.isArray(value)) return value.map((one) => written(one, arrays));
  const shape: unknown = Object.getPrototypeOf(value);
  if (shape !== Object.prototype && shape !== null)
    throw new TypeError(`a ${value.constructor.name} cannot be stored`);
  const entries = Object.entries(value).filter(([, one]) => one !== undefined);
  // A key that begins with the mark is told from it by one more.
  return Object.fromEntries(
    entries.map(([key, one]) => [key.startsWith(mark) ? mark + key : key, written(one, arrays)]),
  );
}

function read(value: unknown, arrays: readonly NumberArray[]): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((one) => read(one, arrays));
  const entries = Object.entries(value);
  const [first] = entries;
  if (first?.[0] === mark)
    return typeof first[1] === 'number' ? arrays[first[1]] : Number(first[1]);
  return Object.fromEntries(
    entries.map(([key, one]) => [
      key.startsWith(mark) ? key.slice(mark.length) : key,
      read(one, arrays),
    ]),
  );
}

function wordOf(value: number): string {
  return Object.is(value, -0) ? '-0' : String(value);
}
