/** A name as SQL needs it: plain where it is a plain word, else in double quotes. */
export function sqlName(name: string): string {
  return /^[A-Za-z_]\w*$/.test(name) ? name : `"${name.replaceAll('"', '""')}"`;
}

/** Puts text in place of a textarea's selection so that the browser's own undo knows of it. */
export function insertText(area: HTMLTextAreaElement, text: string): void {
  area.focus();
  area.setRangeText(text, area.selectionStart, area.selectionEnd, 'end');
  area.dispatchEvent(new Event('input', { bubbles: true }));
}
