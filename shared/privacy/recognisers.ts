import { passesLuhn, passesMod11, passesMod97 } from './checksums.ts';

/** Kinds told by the values themselves. */
export const valueKinds = ['email', 'resident_id', 'iban', 'card', 'phone'] as const;
/** Kinds told by the column's name, which the values must not contradict. */
export const namedKinds = ['person_name', 'address', 'birth_date'] as const;
export type PersonalKind = (typeof valueKinds)[number] | (typeof namedKinds)[number];

/** RFC 5321 lengths; a local part without quotes or spaces, a domain of labels with a last one of letters. */
const email =
  /^[^\s@<>()[\]",:;\\]{1,64}@(?:[\p{L}\p{N}](?:[\p{L}\p{N}-]{0,61}[\p{L}\p{N}])?\.)+(?:\p{L}{2,63}|xn--[a-z0-9-]+)$/iu;

export function isEmail(text: string): boolean {
  return text.length <= 254 && email.test(text);
}

/** Provinces and the like of GB/T 2260; 91: foreigners with permanent residence. */
const regions = new Set(
  '11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65 71 81 82 83 91'.split(
    ' ',
  ),
);

/** A Chinese resident number of 18 places with its check letter (GB 11643). The old ones of 15 carry no check. */
export function isResidentId(text: string): boolean {
  const id = text.toUpperCase();
  if (!/^\d{17}[\dX]$/.test(id) || !regions.has(id.slice(0, 2))) return false;
  const [year, month, day] = [id.slice(6, 10), id.slice(10, 12), id.slice(12, 14)].map(Number);
  const born = new Date(Date.UTC(year!, month! - 1, day));
  const isDay = born.getUTCMonth() === month! - 1 && born.getUTCDate() === day;
  return isDay && year! >= 1850 && year! < 2100 && passesMod11(id);
}

/** An IBAN (ISO 13616), in groups or not. */
export function isIban(text: string): boolean {
  const iban = text.replace(/[ -]/g, '').toUpperCase();
  return /^[A-Z]{2}\d{2}[A-Z0-9]{11,30}$/.test(iban) && passesMod97(iban);
}

/** Lengths by first digits, of the issuers' own ranges: what tells a card from a device number of 15 digits (IMEI). */
function hasCardLength(digits: string): boolean {
  const { length } = digits;
  if (/^3[47]/.test(digits)) return length === 15;
  if (/^3[0689]/.test(digits)) return length >= 14 && length <= 19;
  if (/^(2131|1800)/.test(digits)) return length === 15;
  if (/^4/.test(digits)) return length === 13 || length === 16 || length === 19;
  if (/^(5[1-5]|2[2-7]|35)/.test(digits)) return length === 16 || length === 19;
  return /^[56]/.test(digits) && length >= 12 && length <= 19;
}

/** The number of a payment card: an issuer's length and Luhn's digit. */
export function isCard(text: string): boolean {
  if (!/^\d(?:[ -]?\d){11,18}$/.test(text)) return false;
  const digits = text.replace(/[ -]/g, '');
  return hasCardLength(digits) && passesLuhn(digits);
}

/** A day as people write it; a bare year or a number is none. */
export function isWrittenDay(text: string): boolean {
  return /^\d{1,4}[-/.年]\d{1,2}[-/.月]\d{1,4}日?(?:[ T].*)?$|^(?:19|20)\d{6}$/.test(text);
}

/** Words in letters, as names and addresses are. */
export function isWords(text: string): boolean {
  return /\p{L}/u.test(text) && !isWrittenDay(text);
}
