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
