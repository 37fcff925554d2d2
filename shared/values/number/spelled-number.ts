import { asciiDigits } from '../digits.ts';

/** A number as people write it, taken apart; how its body reads depends on the column's format. */
export type SpelledNumber = {
  negative: boolean;
  /** A plus sign in front, which codes and phone numbers carry too. */
  plus: boolean;
  /** (1,200.00): a negative number in accounts. */
  parentheses: boolean;
  /** The minus stands behind: 120.50-. */
  trailing: boolean;
  percent: boolean;
  /** The sign of money, one for each currency; empty where there is none. */
  currency: string;
  /** Digits and marks, beginning with a digit or a decimal mark; spaces and apostrophes of one kind. */
  body: string;
};

const longest = 64;
const words = [
  'US\\$|R\\$|A\\$|C\\$|HK\\$|NT\\$|\\p{Sc}|元|圆|円|원',
  'USD|EUR|GBP|CNY|RMB|JPY|CHF|SEK|NOK|DKK|ISK|PLN|CZK|HUF|RON|BGN|RUB|UAH|TRY|INR|PKR|AUD|CAD|NZD',
  'HKD|SGD|KRW|TWD|THB|VND|IDR|MYR|PHP|BRL|MXN|ARS|CLP|COP|ZAR|EGP|NGN|KES|ILS|AED|SAR|kr\\.?|zł|Kč|Rs\\.?',
].join('|');
const before = new RegExp(`^(?:${words})`, 'iu');
const after = new RegExp(`(?:${words})$`, 'iu');
const sameCurrency = new Map([
  ...['US$', 'USD'].map((sign) => [sign, '$'] as const),
  ['EUR', '€'],
  ['GBP', '£'],
  ...['CNY', 'RMB', '元', '圆'].map((sign) => [sign, '¥'] as const),
  ['INR', '₹'],
  ['KR.', 'KR'],
  ['RS.', 'RS'],
]);
const body = /^(?:\d[\d,.' ]*|[,.]\d+)(?:[eE][-+]?\d+)?$/;

/**
 * Takes a number apart: digits of any script, full-width signs, signs of money and percent before or behind, a minus before or
 * behind, parentheses for a negative number. Undefined for anything else, also for two signs.
 */
export function spelledNumber(text: string): SpelledNumber | undefined {
  if (text.length > longest) return undefined;
  let rest = tidy(text);
  const found: SpelledNumber = {
    ...{
      negative: false,
      plus: false,
      parentheses: false,
      trailing: false,
      percent: false,
      currency: '',
      body: '',
    },
  };
  for (let left = 0; left !== rest.length;) {
    left = rest.length;
    const taken = unwrap(rest, found);
    if (taken === undefined) return undefined;
    rest = taken;
  }
  if (!body.test(rest)) return undefined;
  return { ...found, body: rest };
}

function tidy(text: string): string {
  const known = /^[\d,.+-]*$/.test(text);
  if (known) return text;
  // Not NFKC, which makes 102 of 10² and 1 of ①.
  return asciiDigits(text)
    .replace(/[\uff01-\uff5e]/g, (wide) => String.fromCharCode(wide.charCodeAt(0) - 0xfee0))
    .replace(/\uffe5/g, '¥')
    .replace(/\uffe1/g, '£')
    .replace(/[\u2212\u2012\u2013]/g, '-')
    .replace(/[\u2018\u2019\u02bc\u00b4`]/g, "'")
    .replace(/\s/g, ' ')
    .trim();
}

/** One sign less at either end, noted in `found`; undefined where the same sign stands there twice. */
function unwrap(text: string, found: SpelledNumber): string | undefined {
  const first = text.charCodeAt(0);
  const last = text.charCodeAt(text.length - 1);
  if (isDigit(first) && isDigit(last)) return text;
  if (text.startsWith('(') && text.endsWith(')')) {
    if (found.parentheses || found.negative || found.plus) return undefined;
    found.parentheses = found.negative = true;
    return text.slice(1, -1).trim();
  }
  const sign = text[0] === '-' || text[0] === '+' ? text[0] : text.endsWith('-') ? '-' : undefined;
  if (sign !== undefined) {
    if (found.negative || found.plus) return undefined;
    found.negative = sign === '-';
    found.plus = sign === '+';
    found.trailing = text[0] !== sign;
    return (text[0] === sign ? text.slice(1) : text.slice(0, -1)).trim();
  }
  if (text[0] === '%' || text.endsWith('%')) {
    if (found.percent) return undefined;
    found.percent = true;
    return (text[0] === '%' ? text.slice(1) : text.slice(0, -1)).trim();
  }
  const money = before.exec(text)?.[0] ?? after.exec(text)?.[0];
  if (money === undefined || found.currency !== '') return money === undefined ? text : undefined;
  const upper = money.toUpperCase();
  found.currency = sameCurrency.get(upper) ?? upper;
  return (
    before.test(text) ? text.slice(money.length) : text.slice(0, text.length - money.length)
  ).trim();
}

function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}
