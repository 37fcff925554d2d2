/** MurmurHash3 (Austin Appleby), the 32-bit x86 form with seed 0, of bytes; signed. */
export function murmur3(bytes: Uint8Array): number {
  let hash = 0;
  const whole = bytes.length - (bytes.length % 4);
  for (let at = 0; at < whole; at += 4) {
    const block =
      bytes[at]! | (bytes[at + 1]! << 8) | (bytes[at + 2]! << 16) | (bytes[at + 3]! << 24);
    hash ^= mixed(block);
    hash = (Math.imul(rotated(hash, 13), 5) + 0xe6546b64) | 0;
  }
  let tail = 0;
  for (let at = bytes.length - 1; at >= whole; at--) tail = (tail << 8) | bytes[at]!;
  if (bytes.length > whole) hash ^= mixed(tail);
  hash ^= bytes.length;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) | 0;
}

const rotated = (value: number, by: number): number => (value << by) | (value >>> (32 - by));
const mixed = (block: number): number =>
  Math.imul(rotated(Math.imul(block, 0xcc9e2d51), 15), 0x1b873593);
