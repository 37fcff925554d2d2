import type { CellValue } from '../model/table.ts';
import { readDay } from './birth-day.ts';
import { phoneDigits } from '../values/phone-number.ts';
import type { LinkRole } from './role.ts';

/** Letters that are no base letter with a mark. */
const letters: Record<string, string> = {
  ...{ ß: 'ss', ø: 'o', ł: 'l', đ: 'd', ð: 'd', æ: 'ae', œ: 'oe', þ: 'th', ı: 'i' },
};
const streetWords: Record<string, string> = {
  ...{ street: 'st', road: 'rd', avenue: 'ave', place: 'pl', court: 'ct', drive: 'dr' },
  ...{ crescent: 'cres', boulevard: 'blvd', lane: 'ln', square: 'sq', close: 'cl', strasse: 'str' },
};

/** Text without what is written differently and means the same: width, case, marks, punctuation, spaces. */
export function fold(text: string): string {
  return text
    .normalize('NFKD')
    .replaceAll(/[\u0300-\u036F]/g, '')
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[ßøłđðæœþı]/g, (letter) => letters[letter] ?? letter)
    .replaceAll(/['’`´]/g, '')
    .replaceAll(/[^\p{L}\p{N}\p{M}]+/gu, ' ')
    .trim();
}

/** A value as its role compares it; empty for missing, and for what is nothing of the kind. */
export function normalise(role: LinkRole, value: CellValue): string {
  if (value === null) return '';
  const text = String(value);
  switch (role) {
    case 'email':
      return email(text);
    case 'phone':
      return phoneDigits(text);
    case 'birthDate':
      return readDay(text);
    case 'name':
      return fold(text).split(' ').toSorted().join(' ');
    case 'address':
      return fold(text)
        .split(' ')
        .map((word) => (Object.hasOwn(streetWords, word) ? streetWords[word]! : word))
        .join(' ');
    case 'postcode':
      // A leading zero is lost where the column was read as numbers.
      return fold(text)
        .replaceAll(' ', '')
        .replace(/^0+(?=\d+$)/, '');
    case 'id':
      return fold(text).replaceAll(' ', '');
    default:
      return fold(text);
  }
}

/** Lower case, without a +tag; Google's addresses without dots, which it does not read either. */
function email(text: string): string {
  const plain = text
    .normalize('NFKC')
    .trim()
    .toLowerCase()
    .replace(/^mailto:/, '');
  const at = plain.lastIndexOf('@');
  if (at < 1 || at === plain.length - 1 || /\s/.test(plain)) return '';
  const [box = ''] = plain.slice(0, at).split('+');
  const host = plain.slice(at + 1).replace(/^googlemail\.com$/, 'gmail.com');
  return `${host === 'gmail.com' ? box.replaceAll('.', '') : box}@${host}`;
}
