import type { CellValue } from '../model/table.ts';
import { headerText } from '../text/header-text.ts';
import { readDay } from './birth-day.ts';
import type { LinkRole } from './role.ts';

/** Words of a header, in English and Chinese, in the order they are tried. */
const headers: readonly [LinkRole, RegExp][] = [
  ['email', /e ?mail|mail address|邮箱|电子邮件|邮件地址/],
  ['phone', /phone|mobile|\bcell\b|\btel\b|\bfax\b|电话|手机|联系方式|^号码$/],
  ['birthDate', /birth|\bdob\b|\bborn\b|出生|生日/],
  ['postcode', /post ?code|postal|\bzip\b|\bplz\b|邮编|邮政编码/],
  ['givenName', /given|first ?name|fore ?name|\bfname\b|christian name|^名$|名字/],
  ['familyName', /family|sur ?name|last ?name|\blname\b|^姓$|姓氏/],
  ['address', /address|street|\baddr\b|\broad\b|地址|住址|街道/],
  ['city', /city|town|suburb|place|municipality|城市|所在地|市$/],
  [
    'id',
    /passport|\bssn\b|\bsin\b|soc sec|social security|national id|tax id|licen[cs]e|身份证|证件|护照/,
  ],
  ['name', /^name$|full ?name|\b(customer|person|user|member|client|contact) ?name\b|姓名|客户名/],
  ['text', /state|province|county|country|gender|\bsex\b|occupation|省|国家|性别|职业/],
];

/**
 * What a column stands for, by the words of its header, else by its values: most of the sampled ones are e-mail
 * addresses, phone numbers, or days of birth. A column nobody knows is no evidence.
 */
export function guessRole(header: string, sample: readonly CellValue[]): LinkRole {
  const words = headerText(header);
  // An e-mail address is no postal one.
  const named = headers.find(([, pattern]) => pattern.test(words));
  if (named !== undefined) return named[0];
  const texts = sample.filter((value) => value !== null).map((value) => String(value).trim());
  if (texts.length === 0) return 'ignore';
  const mostly = (test: (text: string) => boolean): boolean =>
    texts.filter(test).length > 0.8 * texts.length;
  if (mostly((text) => /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text))) return 'email';
  if (mostly((text) => /^(\+|00|0)[\d ()./-]{7,18}$|^1[3-9]\d{9}$/.test(text))) return 'phone';
  if (mostly(isBirthDay)) return 'birthDate';
  return 'ignore';
}

/** A day before anybody at work today was born is as good a sign as the words. */
function isBirthDay(text: string): boolean {
  const day = readDay(text);
  return day !== '' && day >= '19000101' && day < '20100101' && !text.includes(':');
}
