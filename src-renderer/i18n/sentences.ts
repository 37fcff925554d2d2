import { locale } from './locale.svelte.ts';

/** Whole sentences one after the other: in Chinese a full stop has its own space. Empty ones are left out. */
export function sentences(...parts: readonly (string | false | null | undefined)[]): string {
  return parts.filter(Boolean).join(locale.current === 'zh-CN' ? '' : ' ');
}
