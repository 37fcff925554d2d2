import { brotliDecompressSync } from 'node:zlib';

/** 85 characters that need no escape in any quotes. */
export const digits = Array.from({ length: 92 }, (_, at) => String.fromCharCode(35 + at))
  .filter((digit) => !"$'\\`".includes(digit))
  .slice(0, 85)
  .join('');

/**
 * What was packed by Brotli and written in base 85 (five digits for four bytes, zeros behind the last), as base64. The build
 * writes the programs that call it.
 * @public
 */
export function unpacked(packed: string): string {
  const bytes = Buffer.alloc((packed.length / 5) * 4);
  for (let at = 0; at < packed.length; at += 5) {
    let value = 0;
    for (const digit of packed.slice(at, at + 5)) value = value * 85 + digits.indexOf(digit);
    bytes.writeUInt32BE(value, (at / 5) * 4);
  }
  return brotliDecompressSync(bytes).toString('base64');
}
