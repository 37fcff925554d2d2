/** A stretch of the query, in characters. */
export type Spot = { from: number; to: number };

const told = [
  /^near "(.+)": syntax error$/s,
  /^unrecognized token: "(.+)"$/s,
  // A name in double quotes is taken for a text somebody meant.
  /^no such column: "(.+)" - should this be a string literal in single-quotes\?$/s,
  /^no such (?:column|table|function): (.+)$/s,
  /^ambiguous column name: (.+)$/s,
  /^wrong number of arguments to function (.+)\(\)$/s,
];

/**
 * Where in a query something lies that SQLite complained about: every place it is written, outside of texts and comments,
 * as SQLite names it without saying where. `incomplete input` is the end.
 */
export function errorSpots(query: string, detail: string): Spot[] {
  const message = detail.trim();
  if (message === 'incomplete input') {
    const to = query.trimEnd().length;
    return to === 0 ? [] : [{ from: to - 1, to }];
  }
  const name = told.map((form) => form.exec(message)?.[1]).find((found) => found !== undefined);
  if (name === undefined || name === '') return [];
  const plain = withoutTexts(query);
  const exact = name.startsWith("'") || name.startsWith('"') ? query : plain;
  const form = new RegExp(
    name
      .split('.')
      .map(quotable)
      .join(String.raw`\s*\.\s*`),
    'giu',
  );
  return [...exact.matchAll(form)].map(({ index, 0: found }) => ({
    from: index,
    to: index + found.length,
  }));
}

/** A name plain, as a whole word, or in one of SQL's quotes. */
function quotable(name: string): string {
  const escaped = name.replaceAll(/[\\^$.*+?()[\]{}|/]/g, String.raw`\$&`);
  const isWord = /^[\p{L}\p{N}_$]+$/u.test(name);
  const word = isWord ? String.raw`(?<![\p{L}\p{N}_$"])${escaped}(?![\p{L}\p{N}_$"])` : escaped;
  return `(?:"${escaped}"|\\[${escaped}\\]|\`${escaped}\`|${word})`;
}

/** Texts and comments blanked out, everything else where it was. */
function withoutTexts(query: string): string {
  return query.replaceAll(/'(?:[^']|'')*'?|--[^\n]*|\/\*[\s\S]*?(?:\*\/|$)/g, (found) =>
    ' '.repeat(found.length),
  );
}
