import type { Locale } from '#shared/locale.ts';
import { overwriteGetLocale } from './paraglide/runtime.js';

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
