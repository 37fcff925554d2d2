import type { Database } from 'better-sqlite3';
import { z } from 'zod';
import { mask } from '#shared/privacy/mask.ts';
import { maskingKey, plainIdentifier } from '../../storage/index.ts';
import { resultsIn } from './results.ts';

export type Identifier = { text: string; by: 'typed' | 'pseudonym' | 'linked' };

const masked = z.object({ columns: z.array(z.looseObject({ mask: mask.optional() })) });

/** Domains of the pseudonyms in the workspace's tables. */
function domainsIn(db: Database): string[] {
  const domains = resultsIn(db).flatMap(({ kind, ingredients }) => {
    if (kind !== 'data') return [];
    const columns = masked.safeParse(ingredients.settings).data?.columns ?? [];
    return columns.flatMap(({ mask: one }) => (one?.action === 'pseudonym' ? [one.domain] : []));
  });
  return [...new Set(domains)];
}

/** What was typed, and the code each would have in a masked column. `codes` makes those of a domain under a key. */
export function identifiersOf(
  db: Database,
  typed: readonly string[],
  codes: (key: string, domain: string) => (text: string) => string,
): Identifier[] {
  const own = typed.map((text): Identifier => ({ text: text.trim(), by: 'typed' }));
  const key = maskingKey(db);
  const coded = domainsIn(db).flatMap((domain) => {
    const code = codes(key, domain);
    return own.map(({ text }): Identifier => ({ text: code(text), by: 'pseudonym' }));
  });
  const known = new Map([...own, ...coded].map((one) => [plainIdentifier(one.text), one]));
  return [...known.values()];
}

/**
 * The forms in which a table may hold an identifier, never an empty one: SQLite knows small letters of ASCII only, so that other
 * letters are asked for as typed, small, large, and large at the beginning of words.
 */
export function formsOf(identifiers: readonly Identifier[]): string[] {
  const forms = identifiers.flatMap(({ text: typed }) => {
    // SQLite ends a text at NUL.
    const text = typed.replaceAll('\0', '').trim();
    const small = text.toLowerCase();
    const cases = [
      ...[text, small, text.toUpperCase()],
      small.replace(/(?<!\p{L}\p{M}*)\p{L}/gu, (letter) => letter.toUpperCase()),
    ];
    return [
      ...[plainIdentifier(text), text],
      ...['NFC', 'NFD', 'NFKC'].flatMap((form) =>
        cases.map((one) => one.normalize(form).replace(/[A-Z]/g, (letter) => letter.toLowerCase())),
      ),
    ];
  });
  return [...new Set(forms)].filter((form) => form !== '');
}
