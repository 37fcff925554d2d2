import type { Locale } from '#shared/locale.ts';
import type { HelpPage, HelpText } from './help-text.ts';
import { pages as english } from './pages/en.ts';

const modules = import.meta.glob<{ pages: Partial<Record<HelpPage, HelpText>> }>('./pages/*.ts', {
  eager: true,
});

/** Help on what protects people's data; a page that a language has not, in English. */
export function helpTexts(locale: Locale): Record<HelpPage, HelpText> {
  return { ...english, ...modules[`./pages/${locale}.ts`]?.pages };
}
