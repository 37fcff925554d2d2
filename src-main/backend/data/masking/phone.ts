import { parsePhoneNumberFromString, type CountryCode } from 'libphonenumber-js/max';
import { chineseMobile } from '#shared/values/phone-number.ts';

/** Where a number written without its country may be from; tried in this order. */
const countries: readonly CountryCode[] = [
  ...(['CN', 'US', 'GB', 'DE', 'FR', 'IN', 'JP', 'KR', 'HK', 'TW', 'SG'] as const),
  ...(['IT', 'ES', 'NL', 'CH', 'AT', 'AU', 'BR', 'MX', 'RU'] as const),
];
const written = /^\+?[\d\s().\-/]{6,24}(?:\s*(?:x|ext\.?|#)\s*\d{1,6})?$/i;
const dayOrAddress = /^\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}(?:\D|$)|^\d{1,3}(?:\.\d{1,3}){3}$/;
/** (212) 555-0123 and 212-555-0123: no other number is written so. */
const northAmerican = /^(?:\+?1[ .-]?)?(?:\(\d{3}\) ?|\d{3}[-.])\d{3}[-.]\d{4}(?:x\d{1,6})?$/;

/**
 * Whether a text is a phone number. Without a column that says so (`named`), it must be written as one: with its country,
 * an area code in brackets or after a 0, or as a Chinese mobile number; digits alone are more often a key.
 */
export function isPhone(text: string, named: boolean): boolean {
  if (!written.test(text) || dayOrAddress.test(text)) return false;
  if (chineseMobile.test(text) || northAmerican.test(text)) return true;
  const digits = text.replace(/\D/g, '').length;
  if (digits < 7) return false;
  if (text.startsWith('+') || text.startsWith('00')) {
    return parsePhoneNumberFromString(text.replace(/^00/, '+'))?.isPossible() === true;
  }
  const grouped = /^\(?0[\d]{1,5}\)?[\s\-/]\d/.test(text) || /^\(\d/.test(text);
  if (!named && !grouped) return false;
  return countries.some((country) => parsePhoneNumberFromString(text, country)?.isValid() === true);
}
