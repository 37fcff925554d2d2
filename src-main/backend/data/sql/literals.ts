import { PortraitError } from '#shared/errors/portrait-error.ts';
import { sqlTokens } from './tokens.ts';

const largest = 2n ** 63n - 1n;

/** Refuses integers that SQLite would silently read as the nearest real. Throws sql_integer_literal. */
export function checkLiterals(query: string): void {
  let before = '';
  for (const { kind, text } of sqlTokens(query)) {
    if (kind === 'space') continue;
    if (kind === 'number' && /^[\d_]+$/.test(text)) {
      const value = BigInt(text.replaceAll('_', ''));
      const limit = before === '-' ? largest + 1n : largest;
      if (value > limit) throw new PortraitError('sql_integer_literal', { value: text });
    }
    before = text;
  }
}
