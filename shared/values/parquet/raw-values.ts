/** @throws TypeError */
export function rawInteger(raw: unknown): bigint {
  if (typeof raw === 'bigint') return raw;
  if (typeof raw === 'number') return BigInt(raw);
  throw new TypeError(`${typeof raw} is no integer`);
}

/** @throws TypeError */
export function rawBytes(raw: unknown): Uint8Array {
  if (raw instanceof Uint8Array) return raw;
  throw new TypeError(`${typeof raw} is not bytes`);
}

/** As a number where that is exact. */
export function exactInteger(value: bigint): number | bigint {
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : value;
}

const digits = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));

export function hexText(raw: Uint8Array): string {
  let text = '';
  for (const byte of raw) text += digits[byte];
  return text;
}

export function uuidText(raw: Uint8Array): string {
  const hex = hexText(raw);
  return [0, 8, 12, 16, 20].map((at, i, all) => hex.slice(at, all[i + 1])).join('-');
}

/** A two's complement integer, its highest byte first. */
export function twosComplement(raw: Uint8Array): bigint {
  if (raw.length === 0) return 0n;
  return BigInt.asIntN(raw.length * 8, BigInt(`0x${hexText(raw)}`));
}

/** A number of 16 bits (IEEE 754 binary16, little endian). */
export function halfFloat(raw: Uint8Array): number {
  const bits = raw[0]! | (raw[1]! << 8);
  const sign = bits >> 15 ? -1 : 1;
  const exponent = (bits >> 10) & 31;
  const fraction = bits & 1023;
  if (exponent === 31) return fraction === 0 ? sign * Infinity : NaN;
  return exponent === 0
    ? sign * fraction * 2 ** -24
    : sign * (1024 + fraction) * 2 ** (exponent - 25);
}

/** The oldest kind of instant, nanoseconds of the day and above them the Julian day, as nanoseconds since 1970. */
export function julianNanoseconds(value: bigint): bigint {
  const days = (value >> 64n) - 2_440_588n;
  return days * 86_400_000_000_000n + BigInt.asUintN(64, value);
}
