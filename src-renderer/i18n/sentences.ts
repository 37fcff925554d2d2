import { textsIn } from '#shared/languages/area.ts';
import { punctuations } from '#shared/languages/index.ts';
import { locale } from './locale.svelte.ts';

/** Whole sentences one after the other, as the language parts them. Empty ones are left out. */
export function sentences(...parts: readonly (string | false | null | undefined)[]): string {
  return parts.filter(Boolean).join(textsIn(punctuations, locale.current).between);
}

/** Words of a list one after the other. */
export function listed(words: readonly string[]): string {
  return words.join(textsIn(punctuations, locale.current).list);
}
