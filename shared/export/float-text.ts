const digits = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** Float32 numbers, little endian, as base64 (RFC 4648, with padding). */
export function floatText(values: Float32Array): string {
  const view = new DataView(new ArrayBuffer(values.length * 4));
  values.forEach((value, at) => view.setFloat32(at * 4, value, true));
  const bytes = new Uint8Array(view.buffer);
  const parts: string[] = [];
  for (let at = 0; at < bytes.length; at += 3) {
    const [a = 0, b, c] = bytes.subarray(at, at + 3);
    const triple = (a << 16) | ((b ?? 0) << 8) | (c ?? 0);
    const digit = (shift: number): string => digits.charAt((triple >> shift) & 63);
    parts.push(
      digit(18),
      digit(12),
      b === undefined ? '=' : digit(6),
      c === undefined ? '=' : digit(0),
    );
  }
  return parts.join('');
}

/** The numbers of `floatText`. @throws RangeError where the text is no base64, or not of whole numbers */
export function textFloats(text: string): Float32Array {
  const body = text.replace(/={1,2}$/, '');
  const size = Math.floor((body.length * 3) / 4);
  if (text.length % 4 !== 0 || size % 4 !== 0) throw new RangeError('the numbers are cut short');
  const bytes = new Uint8Array(size);
  let [bits, held, at] = [0, 0, 0];
  for (const character of body) {
    const digit = digits.indexOf(character);
    if (digit < 0) throw new RangeError(`“${character}” is no digit of base64`);
    bits = ((bits << 6) | digit) & 0xfff;
    held += 6;
    if (held < 8) continue;
    held -= 8;
    bytes[at++] = (bits >> held) & 0xff;
  }
  const view = new DataView(bytes.buffer);
  return Float32Array.from({ length: size / 4 }, (_, index) => view.getFloat32(index * 4, true));
}
