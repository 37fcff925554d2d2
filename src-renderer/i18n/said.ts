import { inLanguage } from '#shared/languages/in-language.ts';
import type { Words } from '#shared/locale.ts';
import { getLocale } from './paraglide/runtime.js';

/** A text that stands beside its code, in the language in use. */
export function said(words: Words): string {
  return inLanguage(words, getLocale());
}
