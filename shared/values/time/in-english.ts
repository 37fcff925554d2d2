import { monthWords, weekdayWords } from './month-words.ts';
import { englishMonths } from './names.ts';

const months = new Map(
  monthWords.flatMap((words, month) =>
    words.split(' ').map((word) => [word, englishMonths[month]!] as const),
  ),
);
const weekdays = new Set(weekdayWords.split(' '));
const words = /[\p{L}\p{M}]{2,}/gu;
const leading = /^([\p{L}\p{M}-]{2,})\.?\s*,?\s+(?:den\s+)?(?=\d)/u;
/** An English date with nothing in it that is read otherwise: there are many, and they need no more than this. */
const english = new RegExp(
  [
    String.raw`^(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?)?[\d\s\-/.,]*`,
    '(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?',
    '|sep(?:t|tember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)',
    String.raw`[\d\s\-/.,:+]*(?:[ap]m|z|utc|gmt)?[\d:+-]*$`,
  ].join(''),
  'i',
);
/** A word that may be a month: 12 de 10 2024 has none. */
const hasWord = /(?!del\b)\p{L}{3}/iu;
const trailing = /\s([\p{L}\p{M}]{3,})$/u;

/**
 * A date in another language with its month in English, without the day of the week around it and the little words around it:
 * `lundi 12 févr. 2024 à 14h30` as `12 february 2024 14:30`, `5 de marzo de 2024` as `5 march 2024`. Anything else as it is.
 */
export function inEnglish(text: string): string {
  if (!/[\p{L}\p{M}]{2}|\dh|г/iu.test(text)) return text;
  if (english.test(text)) return text;
  const dated = withoutWeekday(text);
  const named = dated.replace(words, (word) => months.get(word.toLowerCase()) ?? word);
  return named
    .replace(/^(\d{1,2})(?:er|o|a)(?=\s)/, '$1')
    .replace(/\s(?:de|del|di|da)\s/gi, hasWord.test(named) ? ' ' : '$&')
    .replace(/\s*г\.?(?=$|[\s,])/, '')
    .replace(/(\skl\.?\s+\d{1,2}|\s\d{1,2}(?=\.\d{2}\s*uhr$))\.(\d{2})/i, '$1:$2')
    .replace(/\s*uhr$/i, '')
    .replace(/,?\s+(?:um|à|às|kl\.?|a las|alle(?: ore)?)\s+(?=\d{1,2}[:.h\s])/i, ' ')
    .replace(/(\s\d{1,2})\s?h\s?(\d{2})(?!\d)/i, '$1:$2')
    .replace(/(\s\d{1,2})\s?h$/i, '$1:00');
}

/** `Mar` is a day in French and Spanish, and a month: a day only where another word is a month. */
function withoutWeekday(text: string): string {
  const last = trailing.exec(text);
  if (last !== null) {
    const rest = text.slice(0, last.index);
    if (isWeekday(last[1]!, rest)) return rest;
  }
  const found = leading.exec(text);
  if (found === null) return text;
  const rest = text.slice(found[0].length);
  return isWeekday(found[1]!, rest) ? rest : text;
}

function isWeekday(word: string, rest: string): boolean {
  // SO 2024-01-05: two capitals are a code of what stands behind, which would be lost.
  if (/^[A-Z]{2}$/.test(word) || !weekdays.has(word.toLowerCase())) return false;
  return !isMonth(word) || (rest.match(words) ?? []).some(isMonth);
}

function isMonth(word: string): boolean {
  const lower = word.toLowerCase();
  return (
    months.has(lower) || englishMonths.some((name) => name === lower || name.slice(0, 3) === lower)
  );
}
