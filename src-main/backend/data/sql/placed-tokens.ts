import { sqlTokens, type Token } from './tokens.ts';

/** A token that counts, and where it stands among all. */
export type Placed = { token: Token; at: number };
/** Places from the first to before `end`. */
export type Span = { start: number; end: number };

/** A query in pieces, and those among them that count, in order. */
export class PlacedTokens {
  readonly texts: string[];
  readonly placed: readonly Placed[];
  /** Of each place with a parenthesis that of the one that belongs to it. */
  readonly #partner = new Map<number, number>();

  constructor(query: string) {
    const tokens = sqlTokens(query);
    this.texts = tokens.map(({ text }) => text);
    this.placed = tokens.flatMap((token, at) => (token.kind === 'space' ? [] : [{ token, at }]));
    const open: number[] = [];
    for (const place of this.placed.keys()) {
      const word = this.word(place);
      if (word === '(') open.push(place);
      const opening = word === ')' ? open.pop() : undefined;
      if (opening === undefined) continue;
      this.#partner.set(opening, place);
      this.#partner.set(place, opening);
    }
  }

  get length(): number {
    return this.placed.length;
  }

  token(place: number): Token | undefined {
    return this.placed[place]?.token;
  }

  /** The word or mark at a place, in small letters; '' where there is none. */
  word(place: number): string {
    return this.placed[place]?.token.text.toLowerCase() ?? '';
  }

  /** Where the parenthesis at a place closes, or opened; the end where it does not close. */
  partner(place: number): number {
    return this.#partner.get(place) ?? this.placed.length;
  }

  text({ start, end }: Span): string {
    if (end <= start) return '';
    return this.texts.slice(this.placed[start]!.at, this.placed[end - 1]!.at + 1).join('');
  }

  /** What commas part within a span, outside of parentheses in it. */
  parts({ start, end }: Span): Span[] {
    const found: Span[] = [];
    let from = start;
    for (let at = start; at < end; at += 1) {
      const word = this.word(at);
      if (word === '(') at = this.partner(at);
      if (word !== ',') continue;
      found.push({ start: from, end: at });
      from = at + 1;
    }
    return [...found, { start: from, end }];
  }

  /** The reference to a column that ends at `place`, with its table; undefined where no name does. */
  reference(place: number): Span | undefined {
    if (this.token(place)?.kind !== 'identifier') return undefined;
    if (['.', '('].includes(this.word(place + 1))) return undefined;
    return { start: this.word(place - 1) === '.' ? place - 2 : place, end: place + 1 };
  }
}

/** Words that are no name of a function where a parenthesis follows them. */
const keywords = new Set([
  ...[
    'select',
    'distinct',
    'all',
    'where',
    'and',
    'or',
    'not',
    'on',
    'by',
    'having',
    'when',
    'then',
  ],
  ...[
    'else',
    'case',
    'like',
    'glob',
    'between',
    'is',
    'from',
    'escape',
    'limit',
    'offset',
    'values',
  ],
  ...['as', 'join', 'over', 'using', 'in', 'union', 'except', 'intersect', 'filter', 'exists'],
]);

/** The name of the function whose arguments open at a place; undefined for any other parenthesis. */
export function functionAt(tokens: PlacedTokens, open: number): string | undefined {
  if (tokens.word(open) !== '(' || tokens.token(open - 1)?.kind !== 'identifier') return undefined;
  const name = tokens.word(open - 1);
  return keywords.has(name) ? undefined : name;
}

/** Whether a parenthesis only groups what stands in it. */
export function groups(tokens: PlacedTokens, open: number): boolean {
  const before = tokens.word(open - 1);
  return (
    tokens.word(open) === '(' &&
    functionAt(tokens, open) === undefined &&
    !['in', 'exists', 'over', 'filter', 'values', 'using', 'as'].includes(before)
  );
}
