/** Country codes of two digits (ITU-T E.164); 1 and 7 have one, all others three. */
const twoDigits = new Set(
  (
    '20 27 30 31 32 33 34 36 39 40 41 43 44 45 46 47 48 49 51 52 53 54 55 56 57 58 60 61 62 63 64 65 66 81 82 84 86 ' +
    '90 91 92 93 94 95 98'
  ).split(' '),
);
const fewestDigits = 6;

/** The digits of a number within its country: without country code, trunk zero and extension; empty for fewer than six. */
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
