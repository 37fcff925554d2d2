import { visible } from '#shared/text/visible.ts';

/**
 * Plotly reads a few HTML tags in tick texts; names from data are shown as they are, hidden characters as their escapes,
 * and not longer than `length`.
 */
export function axisText(text: string, length: number): string {
  const seen = visible(text);
  const cut = seen.length > length ? `${seen.slice(0, length - 1)}…` : seen;
  return cut.replace(/&/g, '&amp;').replace(/</g, '&lt;');
}
