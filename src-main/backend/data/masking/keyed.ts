import { createHmac, hkdfSync } from 'node:crypto';
import { plainPhone } from '#shared/values/phone-number.ts';

const alphabet = 'abcdefghijklmnopqrstuvwxyz234567';
const codeBits = 128;

/** HMAC-SHA256 under a key of its own for each use, drawn from the workspace's by HKDF (RFC 5869). `key`: 32 bytes, hex. */
function keyedHash(key: string, use: string): (text: string) => Buffer {
  const own = Buffer.from(hkdfSync('sha256', Buffer.from(key, 'hex'), '', `portrait ${use}`, 32));
  return (text) => createHmac('sha256', own).update(text).digest();
}

/**
 * The code of a value in a domain: 128 bits of a keyed hash as 26 letters and digits (RFC 4648 base32, small letters).
 * Without the key no list of guesses finds the value again; a plain hash would be found so.
 */
export function pseudonyms(key: string, domain: string): (text: string) => string {
  const hash = keyedHash(key, `pseudonym ${domain}`);
  return (text) => base32(hash(plain(text, domain)));
}

/** Days by which all dates of a person are moved: from `-most` to `most`, never 0. */
export function dateShifts(key: string, most: number): (person: string) => number {
  const hash = keyedHash(key, 'date shift');
  return (person) => {
    const drawn = hash(plain(person, '')).readUIntBE(0, 6) % (2 * most);
    return drawn < most ? drawn - most : drawn - most + 1;
  };
}

/** One form for one identity, so that the same person has the same code whatever file wrote it. */
function plain(text: string, domain: string): string {
  const trimmed = text.normalize('NFKC').trim();
  if (domain === 'email') return trimmed.toLowerCase();
  if (domain === 'phone') return plainPhone(trimmed);
  if (domain === 'card' || domain === 'iban' || domain === 'resident_id') {
    return trimmed.replace(/[\s-]/g, '').toUpperCase();
  }
  // Spreadsheets write whole numbers with a fraction where a column has gaps.
  return /^-?\d+\.0+$/.test(trimmed) ? trimmed.replace(/\.0+$/, '') : trimmed;
}

function base32(bytes: Buffer): string {
  let text = '';
  let held = 0;
  let bits = 0;
  for (const byte of bytes.subarray(0, codeBits / 8)) {
    held = (held << 8) | byte;
    bits += 8;
    while (bits >= 5) {
      bits -= 5;
      text += alphabet[(held >> bits) & 31];
    }
    held &= (1 << bits) - 1;
  }
  return text + alphabet[(held << (5 - bits)) & 31];
}
