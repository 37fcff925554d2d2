import type { IntentTheme } from '#shared/intent/feature-names.ts';
import { m } from '../../../i18n/paraglide/messages.js';

const words: Record<Exclude<IntentTheme, 'further'>, () => string> = {
  kind: m.intent_theme_kind,
  time: m.intent_theme_time,
  clock: m.intent_theme_clock,
  item: m.intent_theme_item,
  category: m.intent_theme_category,
  price: m.intent_theme_price,
  user: m.intent_theme_user,
};

/** What a reason is about, in words; a further column goes by its name. */
export function reasonWords({ theme, of }: { theme: IntentTheme; of: string | null }): string {
  return theme === 'further' ? (of ?? '') : words[theme]();
}
