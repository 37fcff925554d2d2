import { functionAt, groups, type PlacedTokens, type Span } from './placed-tokens.ts';

/** Functions of a group or a window that give one of the values of their first argument. */
const ofSeveral = new Set(['lag', 'lead', 'first_value', 'last_value', 'nth_value']);
const orElse = new Set(['coalesce', 'ifnull', 'nullif']);
const plain = new Set(['0', '1', 'null', 'true', 'false']);

/** The first argument of the call that opens at `open`, where what it gives is one of the argument's values or none. */
export function handedThrough(tokens: PlacedTokens, open: number): Span | undefined {
  const name = functionAt(tokens, open);
  if (name === undefined) return undefined;
  const [first, ...others] = tokens.parts({ start: open + 1, end: tokens.partner(open) });
  const start = tokens.word(first!.start) === 'distinct' ? first!.start + 1 : first!.start;
  const argument = { start, end: first!.end };
  // Of several `min` and `max` choose among unlike values.
  if (name === 'min' || name === 'max') return others.length === 0 ? argument : undefined;
  const unlike = name === 'lag' || name === 'lead' ? others.slice(1) : others;
  const isPlain = unlike.every(
    (one) => one.end - one.start === 1 && plain.has(tokens.word(one.start)),
  );
  if (ofSeveral.has(name)) return isPlain || name === 'nth_value' ? argument : undefined;
  return orElse.has(name) && isPlain ? argument : undefined;
}

/** Where a call ends whose arguments close at `close`: after its FILTER and its window. */
export function endOfCall(tokens: PlacedTokens, close: number): number {
  let end = close + 1;
  if (tokens.word(end) === 'filter' && tokens.word(end + 1) === '(')
    end = tokens.partner(end + 1) + 1;
  if (tokens.word(end) !== 'over') return end;
  return tokens.word(end + 1) === '(' ? tokens.partner(end + 1) + 1 : end + 2;
}

/** The largest expression around a reference whose values are the reference's own. */
export function outermost(tokens: PlacedTokens, reference: Span): Span {
  let span = reference;
  for (;;) {
    const before = tokens.word(span.start - 1) === 'distinct' ? span.start - 2 : span.start - 1;
    if (
      groups(tokens, before) &&
      before === span.start - 1 &&
      tokens.partner(before) === span.end
    ) {
      span = { start: before, end: span.end + 1 };
      continue;
    }
    const argument = handedThrough(tokens, before);
    if (argument?.start !== span.start || argument.end !== span.end) return span;
    span = { start: before - 1, end: endOfCall(tokens, tokens.partner(before)) };
  }
}

/**
 * A query whose columns SQLite can follow to their tables: calls that hand a value through are the value, and of a UNION the
 * first part stands for all. Only to be prepared, never to be run.
 */
export function traceable(tokens: PlacedTokens): string {
  const kept: string[] = [];
  const gap = (from: number, to: number): string =>
    tokens.texts
      .slice(from === 0 ? 0 : tokens.placed[from - 1]!.at + 1, tokens.placed[to]?.at)
      .join('');
  // Places where what is left out of a call begins, and where it ends.
  const skips = new Map<number, number>();
  for (let at = 0; at < tokens.length; at += 1) {
    const skipped = skips.get(at);
    if (skipped !== undefined) {
      kept.push(' ');
      at = skipped - 1;
      continue;
    }
    const word = tokens.word(at);
    if (word === 'union' || word === 'intersect' || word === 'except') {
      at = endOfQuery(tokens, at) - 1;
      continue;
    }
    const argument = handedThrough(tokens, at + 1);
    if (argument !== undefined) {
      skips.set(argument.end, endOfCall(tokens, tokens.partner(at + 1)));
      kept.push(' ');
      at = argument.start - 1;
      continue;
    }
    kept.push(gap(at, at), tokens.placed[at]!.token.text);
  }
  return kept.join('');
}

/** Where the query around a place ends: at the parenthesis that closes it, or the end. */
function endOfQuery(tokens: PlacedTokens, place: number): number {
  let at = place;
  for (; at < tokens.length; at += 1) {
    const word = tokens.word(at);
    if (word === ')') break;
    if (word === '(') at = tokens.partner(at);
  }
  return at;
}
