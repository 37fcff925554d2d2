import { keysOf } from './keys-of.ts';

/**
 * Every language of the app, and what it calls itself. One more is a line here, its texts in `languages/` and its messages in
 * `src-renderer/i18n/messages/`.
 */
export const localeNames = { en: 'English', 'zh-CN': '简体中文' } as const;
export type Locale = keyof typeof localeNames;

export const locales = keysOf(localeNames);

/** The languages by their primary tags, as catalogues of models want them. */
export const languageTags: readonly string[] = locales.map((locale) => locale.split('-')[0]!);

/**
 * A text beside its code, in English and what other languages its author has; further ones say it in `languages/<locale>/beside.ts`.
 * Read by `inLanguage`.
 */
export type Words = { readonly en: string } & { readonly [locale in Locale]?: string };

/** The closest language to the ones the system asks for, in its order of preference. */
export function closestLocale(wanted: readonly string[]): Locale {
  const language = (tag: string) => tag.toLowerCase().split(/[-_.@]/)[0];
  for (const tag of wanted) {
    const close = locales.find((known) => language(known) === language(tag));
    if (close !== undefined) return close;
  }
  return 'en';
}
