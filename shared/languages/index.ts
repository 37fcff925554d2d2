import * as chinese from './zh-CN/index.ts';
import * as english from './en/index.ts';
import type { Area } from './area.ts';
import type { ErrorCode, ErrorText } from '../errors/codes.ts';
import type { Locale } from '../locale.ts';
import type { Punctuation } from './en/punctuation.ts';

/*
 * What every language says, area by area: a program takes along the areas it names and no others. A language may leave
 * out what it has not, down to a single text.
 */

export const errorTexts: Area<Record<ErrorCode, ErrorText>> = {
  en: english.errors,
  'zh-CN': chinese.errors,
};

export const issueTexts: Area<{ said: (detail: string) => string }> = {
  en: english.issue,
  'zh-CN': chinese.issue,
};

export const punctuations: Area<Punctuation> = {
  en: english.punctuation,
  'zh-CN': chinese.punctuation,
};

/** What stands beside its code in English and not in this language: by the English text. */
export const besideTexts: { readonly [locale in Locale]?: Readonly<Record<string, string>> } = {};
