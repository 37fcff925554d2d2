/** Bytes a formula may begin with: = + - @, tab, return, NUL, the lead of full-width forms; and the guard itself. */
const leads = new Uint8Array(256);
for (const byte of [61, 43, 45, 64, 9, 13, 0, 0xef, 39]) leads[byte] = 1;
/** Bytes after which a field may begin: separators, quotes, and the guard itself. */
const before = new Uint8Array(256);
for (const byte of [44, 59, 124, 9, 13, 10, 34, 39]) before[byte] = 1;

/** Whether a field has to be looked at for guards; most have not, and this is quick to say so. */
export function mayBeGuarded(bytes: Uint8Array, start: number, end: number): boolean {
  let previous = 1;
  for (let at = start; at < end; at += 1) {
    const byte = bytes[at]!;
    if (previous === 1 && leads[byte] === 1) return true;
    previous = before[byte]!;
  }
  return false;
}
