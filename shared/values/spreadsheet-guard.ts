/** What a spreadsheet may take for the beginning of a formula (OWASP, CSV injection), full-width forms too. */
const formula = '=+\\-@\\t\\r\\0＝＋－＠';
/** After these another program may begin a new field, whatever the quotes say. */
const separator = '[,;|\\t\\r\\n]"*';
const leading = new RegExp(`^(?:'|"*[${formula}])`);
const leadingGuard = new RegExp(`^'(?='|"*[${formula}])`);
const inside = new RegExp(`(${separator})(?='*[${formula}])`, 'g');
const insideGuard = new RegExp(`(${separator})'(?='*[${formula}])`, 'g');

/**
 * A text as it is written into a CSV file: an apostrophe goes before what a spreadsheet would take for a formula, at
 * the start and behind a separator within the text, and before an apostrophe at the start, so that `unguarded` gives
 * the text back whatever it is.
 */
export function guarded(text: string): string {
  const within = text.replace(inside, "$1'");
  return leading.test(within) ? `'${within}` : within;
}

/** The text that `guarded` was given. */
export function unguarded(text: string): string {
  return text.replace(leadingGuard, '').replace(insideGuard, '$1');
}

/** What a field says of its file: it carries a guard, it would if the file were guarded, or neither. */
export type GuardSign = 'guard' | 'none' | 'against';

/**
 * `against` where a guarded file would have an apostrophe more. A text in single quotes ('=x') is rather quoted than
 * guarded and says nothing by itself.
 */
export function guardSign(text: string): GuardSign {
  if (leading.test(text)) {
    if (!leadingGuard.test(text)) return 'against';
    const rest = text.slice(1);
    if (rest.length > 1 && rest.endsWith("'") && !rest.startsWith("'")) return 'none';
  }
  // A guard stands behind every separator that needs one: without it the rest would show one that has none.
  const bare = text.replace(insideGuard, '$1');
  const needed = bare.match(inside)?.length ?? 0;
  const found = text.match(insideGuard)?.length ?? 0;
  if (needed > found) return 'against';
  return leadingGuard.test(text) || found > 0 ? 'guard' : 'none';
}
