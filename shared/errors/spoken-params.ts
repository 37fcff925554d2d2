import { textsIn } from '../languages/area.ts';
import { inLanguage } from '../languages/in-language.ts';
import { issueTexts, punctuations } from '../languages/index.ts';
import type { Locale, Words } from '../locale.ts';
import { algorithm, descriptorOf } from '../recommenders/index.ts';
import type { ErrorCode, ErrorParams } from './codes.ts';

/** What types of columns are called in a sentence. */
const types = new Map<string, Words>([
  ['text', { en: 'text', 'zh-CN': '文本' }],
  ['integer', { en: 'integer', 'zh-CN': '整数' }],
  ['real', { en: 'real', 'zh-CN': '小数' }],
  ['boolean', { en: 'boolean', 'zh-CN': '布尔' }],
  ['date', { en: 'date', 'zh-CN': '日期' }],
  ['category', { en: 'category', 'zh-CN': '类别' }],
]);

const sides = new Map<string, Words>([
  ['users', { en: 'users', 'zh-CN': '用户' }],
  ['items', { en: 'items', 'zh-CN': '物品' }],
  ['friends', { en: 'friends', 'zh-CN': '好友' }],
  ['barred', { en: 'barred items', 'zh-CN': '禁用物品' }],
]);

/** An id by its name in a language; one that is not known stays. */
function named(words: Words | undefined, id: string, locale: Locale): string {
  return words === undefined ? id : inLanguage(words, locale);
}

type Spoken = (value: string, locale: Locale, params: ErrorParams) => string;

/** Several types stand with bars between them. */
const typesOf: Spoken = (value, locale) =>
  value
    .split('|')
    .map((type) => named(types.get(type), type, locale))
    .join(textsIn(punctuations, locale).or);

const recommenderOf: Spoken = (value, locale) => named(descriptor(value)?.name, value, locale);

/** Codes whose `expected` and `found` are types of columns. */
const typed: ReadonlySet<ErrorCode> = new Set(['column_type', 'predict_value']);

/** Parameters that are ids of the program, and how they read. */
const spoken = new Map<string, Spoken>([
  ['algorithm', recommenderOf],
  ['instead', recommenderOf],
  [
    'setting',
    (value, locale, { algorithm: type }) =>
      named(
        descriptor(String(type))?.fields.find(({ key }) => key === value)?.label,
        value,
        locale,
      ),
  ],
  ['side', (value, locale) => named(sides.get(value), value, locale)],
]);
/** What does not fit a schema is told in zod's words. */
const spokenIssues = new Map<string, Spoken>([
  ['detail', (value, locale) => textsIn(issueTexts, locale).said(value)],
]);
const issues = new Set<ErrorCode>(['cell_settings_invalid', 'notebook_invalid']);
const spokenTypes = new Map<string, Spoken>([
  ['found', typesOf],
  ['expected', typesOf],
]);

/** The parameters as a sentence of a language has them: names in that language where they are ids. */
export function spokenParams(code: ErrorCode, params: ErrorParams, locale: Locale): ErrorParams {
  const byName = typed.has(code) ? spokenTypes : issues.has(code) ? spokenIssues : spoken;
  return Object.fromEntries(
    Object.entries(params).map(([name, value]) => [
      name,
      byName.get(name)?.(String(value), locale, params) ?? value,
    ]),
  );
}

function descriptor(type: string): ReturnType<typeof descriptorOf> | null {
  const known = algorithm.options.find(({ shape }) => shape.type.value === type);
  return known ? descriptorOf(known.shape.type.value) : null;
}
