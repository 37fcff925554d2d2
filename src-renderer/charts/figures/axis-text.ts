/** Plotly reads a few HTML tags in tick texts; names from data are shown as they are, and not longer than `length`. */
export function axisText(text: string, length: number): string {
  const cut = text.length > length ? `${text.slice(0, length - 1)}…` : text;
  return cut.replace(/&/g, '&amp;').replace(/</g, '&lt;');
}
