import * as chinese from './zh-CN/index.ts';
import * as english from './en/index.ts';
import type { Area } from './area.ts';
import type { ErrorCode, ErrorText } from '../errors/codes.ts';
import type { Locale } from '../locale.ts';
import type { CardTexts } from './en/card.ts';
import type { CliTexts } from './en/cli.ts';
import type { DeniedTexts } from './en/denied.ts';
import type { DesktopTexts } from './en/desktop.ts';
import type { Punctuation } from './en/punctuation.ts';
import type { RecommenderCardTexts } from './en/recommender-card.ts';
import type { ServeTexts } from './en/serve.ts';

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

export const cardTexts: Area<CardTexts> = {
  en: english.card,
  'zh-CN': chinese.card,
};

export const cliTexts: Area<CliTexts> = {
  en: english.cli,
  'zh-CN': chinese.cli,
};

export const deniedTexts: Area<DeniedTexts> = {
  en: english.denied,
  'zh-CN': chinese.denied,
};

export const desktopTexts: Area<DesktopTexts> = {
  en: english.desktop,
  'zh-CN': chinese.desktop,
};

export const recommenderCardTexts: Area<RecommenderCardTexts> = {
  en: english.recommenderCard,
  'zh-CN': chinese.recommenderCard,
};

export const serveTexts: Area<ServeTexts> = {
  en: english.serve,
  'zh-CN': chinese.serve,
};

/** What stands beside its code in English and not in this language: by the English text. */
export const besideTexts: { readonly [locale in Locale]?: Readonly<Record<string, string>> } = {};
