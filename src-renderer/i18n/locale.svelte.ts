import { overwriteGetLocale } from './paraglide/runtime.js';

export const locales = ['en', 'zh-CN'] as const;
export type Locale = (typeof locales)[number];

/** How each language calls itself. */
export const localeNames: Record<Locale, string> = { en: 'English', 'zh-CN': '简体中文' };

/** The closest language to the ones the system asks for, in its order of preference. */
export function closestLocale(wanted: readonly string[]): Locale {
  for (const tag of wanted) {
    if (tag.toLowerCase().startsWith('zh')) return 'zh-CN';
    if (tag.toLowerCase().startsWith('en')) return 'en';
  }
  return 'en';
}

/** The language in use. Messages read it through a signal, so a switch redraws every text without a restart. */
class LocaleState {
  #current = $state<Locale>('en');

  get current(): Locale {
    return this.#current;
  }

  set current(locale: Locale) {
    this.#current = locale;
    if (typeof document !== 'undefined') document.documentElement.lang = locale;
  }
}

export const locale = new LocaleState();

overwriteGetLocale(() => locale.current);
