import type { Locale } from '#shared/locale.ts';
import type { HelpPage, HelpText } from './help-text.ts';
import { english } from './pages-en.ts';
import { chinese } from './pages-zh.ts';

/** Help on what protects people's data, in the language of the window. */
export const helpTexts: Record<Locale, Record<HelpPage, HelpText>> = {
  en: english,
  'zh-CN': chinese,
};
