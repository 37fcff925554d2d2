import { placeAfter } from '#shared/notebook/merge-text.ts';

type Field = HTMLInputElement | HTMLTextAreaElement;

/**
 * Keeps a field showing a text that others change too: the caret stays where it is in the text, and nothing is put under an input
 * method that is composing. `ontyped` gets what the field holds and the text it held before.
 */
export function sharedText(
  text: () => string,
  ontyped: (value: string, base: string) => void,
): (field: Field) => () => void {
  return (field) => {
    let shown = field.value;
    let composing = false;
    const show = (next: string) => {
      if (composing || field.value === next) {
        if (!composing) shown = next;
        return;
      }
      const { selectionStart, selectionEnd, value } = field;
      field.value = shown = next;
      if (document.activeElement !== field) return;
      const [from, to] = [selectionStart ?? 0, selectionEnd ?? 0];
      field.setSelectionRange(placeAfter(value, next, from), placeAfter(value, next, to));
    };
    const typed = () => {
      const base = shown;
      shown = field.value;
      ontyped(field.value, base);
    };
    const start = () => (composing = true);
    const end = () => {
      composing = false;
      show(text());
    };
    field.addEventListener('input', typed);
    field.addEventListener('compositionstart', start);
    field.addEventListener('compositionend', end);
    $effect(() => show(text()));
    return () => {
      field.removeEventListener('input', typed);
      field.removeEventListener('compositionstart', start);
      field.removeEventListener('compositionend', end);
    };
  };
}
