import type { Database } from 'better-sqlite3';
import { createHmac, hkdfSync } from 'node:crypto';
import { sha256 } from '../lib/index.ts';
import { maskingKey } from './masking-key.ts';

/** Data from which people were taken out, and who must not come back with it. */
export class ErasedData {
  readonly #db: Database;

  constructor(db: Database) {
    this.#db = db;
  }

  /** The fingerprint of data as it counts now: another one for each time somebody was taken out of it. */
  fingerprint(found: string): string {
    const mark = this.#db
      .prepare<[string], string>('SELECT mark FROM erased_data WHERE fingerprint = ?')
      .pluck();
    let current = found;
    for (let next = mark.get(current); next !== undefined; next = mark.get(current))
      current = sha256(`${current} ${next}`);
    return current;
  }

  /** How many identifiers must not come back. */
  get suppressed(): number {
    return Number(this.#db.prepare('SELECT count(*) FROM suppressed').pluck().get());
  }

  /** Tells rows to leave out by the values of one column; null where nobody in it can be meant. */
  suppression(label: string): ((value: string | number | bigint | null) => boolean) | null {
    if (this.suppressed === 0) return null;
    const known = new Set(
      this.#db.prepare<[], string>('SELECT hash FROM suppressed').pluck().all(),
    );
    const byLabel =
      this.#db
        .prepare('SELECT 1 FROM suppressed_columns WHERE label = ?')
        .get(plainLabel(label)) !== undefined;
    const hash = suppressionHash(maskingKey(this.#db));
    const found = new Map<string, boolean>();
    return (value) => {
      if (value === null) return false;
      const text = plainIdentifier(String(value));
      if (!byLabel && !isDistinctive(text)) return false;
      const seen = found.get(text);
      if (seen !== undefined) return seen;
      const meant =
        (byLabel && known.has(hash(label, text))) ||
        (isDistinctive(text) && known.has(hash(null, text)));
      if (found.size > mostRemembered) found.clear();
      found.set(text, meant);
      return meant;
    };
  }
}

const mostRemembered = 500_000;

/** One form for an identifier, however a file writes it. */
export function plainIdentifier(text: string): string {
  const plain = text.normalize('NFKC').trim().toLowerCase();
  return /^-?\d+\.0+$/.test(plain) ? plain.replace(/\.0+$/, '') : plain;
}

export const plainLabel = (label: string): string => label.normalize('NFKC').trim().toLowerCase();

/** Whether a value means the same person in whatever column it stands: an address or a long code, not a short number. */
export function isDistinctive(text: string): boolean {
  return text.length >= 6 && (/[^\d.,\-+\s]/.test(text) || text.replace(/\D/g, '').length >= 10);
}

/**
 * HMAC-SHA-256 of an identifier, of a column or (null) of any, under a key of its own drawn from the workspace's by HKDF (RFC 5869),
 * in hex: the list says of a value whether it is in it, and lists nobody.
 */
export function suppressionHash(key: string): (label: string | null, text: string) => string {
  const own = Buffer.from(
    hkdfSync('sha256', Buffer.from(key, 'hex'), '', 'portrait suppression', 32),
  );
  return (label, text) =>
    createHmac('sha256', own)
      .update(JSON.stringify([label === null ? null : plainLabel(label), plainIdentifier(text)]))
      .digest('hex');
}
