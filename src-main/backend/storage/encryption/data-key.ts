import { createHash, hkdfSync, randomBytes } from 'node:crypto';

/** 32 random bytes from which everything is derived that a workspace is encrypted with. */
export type DataKey = Buffer;
/** What SQLite encrypts pages with: key (32 bytes) and salt (16) in hex. */
export type PageKey = string;

export function newDataKey(): DataKey {
  return randomBytes(32);
}

/** HKDF-SHA-256 (RFC 5869) of the data key; one data key is used for one file only, so that the salt may follow from it. */
export function pageKeyOf(key: DataKey): PageKey {
  return derived(key, 'portrait workspace pages 1', 48).toString('hex');
}

/** 32 bytes in hex by which a data key is known again, and which tell nothing of it. */
export function checkOf(key: DataKey): string {
  return derived(key, 'portrait workspace check 1', 32).toString('hex');
}

function derived(key: DataKey, use: string, bytes: number): Buffer {
  return Buffer.from(hkdfSync('sha256', key, Buffer.alloc(0), use, bytes));
}

/** Base 32 as Crockford writes it: no I, L, O, U, so that none is taken for another. */
const digits = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
/** Characters of the key, 5 bits each, and of the check behind it. */
const [keyDigits, checkDigits] = [52, 4];
const groupSize = 4;

/** The data key for people: 56 characters in groups of four, the last of them a check of the others. */
export function recoveryKeyOf(key: DataKey): string {
  const text = base32(key, keyDigits) + base32(checkBytes(key), checkDigits);
  return (text.match(new RegExp(`.{${groupSize}}`, 'g')) ?? []).join('-');
}

/**
 * The data key of a recovery key as somebody typed it: case, spaces and dashes do not count, O is zero, I and L are one. Null
 * where the text is no recovery key at all; `mistyped` where it has the length of one and its check does not fit.
 */
export function readRecoveryKey(text: string): DataKey | 'mistyped' | null {
  const typed = text
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[\s\p{Pd}\u2212]/gu, '')
    .replaceAll('O', '0')
    .replace(/[IL]/g, '1');
  if (typed.length !== keyDigits + checkDigits) return null;
  if ([...typed].some((digit) => !digits.includes(digit))) return null;
  const key = bytesOf(typed.slice(0, keyDigits));
  return recoveryKeyOf(key).replaceAll('-', '') === typed ? key : 'mistyped';
}

function checkBytes(key: DataKey): Buffer {
  return createHash('sha256').update('portrait recovery 1').update(key).digest();
}

/** The first `length` digits; bits behind the last byte are zeros. */
function base32(bytes: Buffer, length: number): string {
  const bits = [...bytes].map((byte) => byte.toString(2).padStart(8, '0')).join('');
  return Array.from(
    { length },
    (_, at) => digits[parseInt(bits.slice(at * 5, at * 5 + 5).padEnd(5, '0'), 2)],
  ).join('');
}

function bytesOf(text: string): Buffer {
  const bits = [...text]
    .map((digit) => digits.indexOf(digit).toString(2).padStart(5, '0'))
    .join('');
  return Buffer.from(
    Array.from({ length: 32 }, (_, at) => parseInt(bits.slice(at * 8, at * 8 + 8), 2)),
  );
}
