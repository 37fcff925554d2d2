import { keysOf } from './keys-of.ts';

/** Every language of the app, and what it calls itself. One more is a line here, its catalogues and its errors. */
export const localeNames = { en: 'English', 'zh-CN': '简体中文' } as const;
export type Locale = keyof typeof localeNames;

export const locales = keysOf(localeNames);

/** A text in every language of the app, for what stands beside its code rather than in the message catalogues. */
export type Words = Record<Locale, string>;

/** The closest language to the ones the system asks for, in its order of preference. */
export function closestLocale(wanted: readonly string[]): Locale {
  const language = (tag: string) => tag.toLowerCase().split(/[-_.@]/)[0];
  for (const tag of wanted) {
    const close = locales.find((known) => language(known) === language(tag));
    if (close !== undefined) return close;
  }
  return 'en';
}
