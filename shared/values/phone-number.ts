/** A mobile number of mainland China, with or without its country code. */
export const chineseMobile = /^(?:\+?86[ -]?)?1[3-9]\d[ -]?\d{4}[ -]?\d{4}$/;

/**
 * One form for one phone number: as E.164 writes it where its country stands with it or is China, else its digits. An
 * extension is left out, and the `(0)` that is dialled inside a country only.
 */
export function plainPhone(text: string): string {
  const number = text.replace(/\s*(?:x|ext\.?|#)\s*\d{1,6}$/i, '').replace(/^00/, '+');
  const digits = number.replace(number.startsWith('+') ? /\(0\)|\D/g : /\D/g, '');
  if (chineseMobile.test(number)) return `+86${digits.slice(-11)}`;
  return number.startsWith('+') ? `+${digits}` : digits;
}

/** Country codes of two digits (ITU-T E.164); 1 and 7 have one, all others three. */
const twoDigits = new Set(
  (
    '20 27 30 31 32 33 34 36 39 40 41 43 44 45 46 47 48 49 51 52 53 54 55 56 57 58 60 61 62 63 64 65 66 81 82 84 86 ' +
    '90 91 92 93 94 95 98'
  ).split(' '),
);
const fewestDigits = 6;

/**
 * What two records of one number have in common whatever was written around it: the digits of a number within its country,
 * without country code, trunk zero and extension; empty for fewer than six.
 */
export function phoneDigits(text: string): string {
  const plain = text.normalize('NFKC').trim().toLowerCase();
  const [number = ''] = plain.split(/ext|x|#|转|;|,/);
  const international = /^\s*\(?(\+|00)/.test(number);
  let digits = number.replaceAll(/\D/g, '');
  if (international) {
    digits = digits.replace(/^0+/, '');
    digits = digits.slice(countryDigits(digits));
  } else if (/^861[3-9]\d{9}$/.test(digits)) digits = digits.slice(2);
  digits = digits.replace(/^0+/, '');
  return digits.length < fewestDigits ? '' : digits;
}

function countryDigits(digits: string): number {
  if (/^[17]/.test(digits)) return 1;
  return twoDigits.has(digits.slice(0, 2)) ? 2 : 3;
}
