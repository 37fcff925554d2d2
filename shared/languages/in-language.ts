import type { Locale, Words } from '../locale.ts';
import { besideTexts } from './index.ts';

/** A text beside its code in a language: as it stands there, else by the language's own list, else in English. */
export function inLanguage(words: Words, locale: Locale): string {
  return words[locale] ?? besideTexts[locale]?.[words.en] ?? words.en;
}
