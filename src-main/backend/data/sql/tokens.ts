/** A piece of SQL text; `name` is what an identifier says without its quotes. */
export type Token = {
  kind: 'space' | 'string' | 'identifier' | 'number' | 'other';
  text: string;
  name?: string;
};

const kinds: readonly (readonly [Token['kind'], RegExp])[] = [
  ['space', /\s+|--[^\n]*|\/\*[^]*?(?:\*\/|$)/y],
  ['string', /[xX]?'(?:[^']|'')*'/y],
  [
    'identifier',
    /"(?:[^"]|"")*"|`(?:[^`]|``)*`|\[[^\]]*\]|[A-Za-z_\u0080-\uffff][\w$\u0080-\uffff]*/y,
  ],
  ['number', /0[xX][\da-fA-F_]+|(?:\d[\d_]*(?:\.[\d_]*)?|\.\d[\d_]*)(?:[eE][-+]?\d+)?/y],
  ['other', /[^]/y],
];

/** The text in pieces, which joined give it back; SQLite's own lexical rules (https://sqlite.org/syntax.html). */
export function sqlTokens(text: string): Token[] {
  const tokens: Token[] = [];
  for (let at = 0; at < text.length;) {
    const token = tokenAt(text, at);
    tokens.push(token);
    at += token.text.length;
  }
  return tokens;
}

function tokenAt(text: string, at: number): Token {
  for (const [kind, pattern] of kinds) {
    pattern.lastIndex = at;
    const found = pattern.exec(text)?.[0];
    if (found === undefined) continue;
    return kind === 'identifier'
      ? { kind, text: found, name: unquoted(found) }
      : { kind, text: found };
  }
  return { kind: 'other', text: text.slice(at, at + 1) };
}

function unquoted(text: string): string {
  const quote = text[0]!;
  if (quote === '[') return text.slice(1, -1);
  if (quote !== '"' && quote !== '`') return text;
  return text.slice(1, -1).replaceAll(quote + quote, quote);
}
