const digits = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const codes = Uint8Array.from(digits, (digit) => digit.charCodeAt(0));
const noDigit = 255;
const places = new Uint8Array(128).fill(noDigit);
codes.forEach((code, place) => (places[code] = place));
const padding = '='.charCodeAt(0);

/** Bytes as base64 (RFC 4648, with padding), in Node and browsers alike. */
export function bytesText(bytes: Uint8Array): string {
  const out = new Uint8Array(Math.ceil(bytes.length / 3) * 4);
  let to = 0;
  for (let at = 0; at < bytes.length; at += 3) {
    const left = bytes.length - at;
    const second = left > 1 ? bytes[at + 1]! : 0;
    const triple = (bytes[at]! << 16) | (second << 8) | (left > 2 ? bytes[at + 2]! : 0);
    out[to++] = codes[triple >> 18]!;
    out[to++] = codes[(triple >> 12) & 63]!;
    out[to++] = left > 1 ? codes[(triple >> 6) & 63]! : padding;
    out[to++] = left > 2 ? codes[triple & 63]! : padding;
  }
  // In pieces: arguments of one call are bounded by the stack.
  let text = '';
  for (let at = 0; at < out.length; at += 8192)
    text += String.fromCharCode(...out.subarray(at, at + 8192));
  return text;
}

/** The bytes of `bytesText`. @throws RangeError where the text is no base64 */
export function textBytes(text: string): Uint8Array<ArrayBuffer> {
  if (text.length % 4 !== 0) throw new RangeError('the numbers are cut short');
  const padded = text.endsWith('==') ? 2 : text.endsWith('=') ? 1 : 0;
  const length = text.length - padded;
  const bytes = new Uint8Array(Math.floor((length * 3) / 4));
  let [bits, held, to] = [0, 0, 0];
  for (let at = 0; at < length; at++) {
    const place = places[text.charCodeAt(at)] ?? noDigit;
    if (place === noDigit) throw new RangeError(`“${text.charAt(at)}” is no digit of base64`);
    bits = ((bits << 6) | place) & 0xfff;
    held += 6;
    if (held < 8) continue;
    held -= 8;
    bytes[to++] = bits >> held;
  }
  return bytes;
}
