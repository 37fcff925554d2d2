import type { Database } from 'better-sqlite3';
import { randomBytes } from 'node:crypto';

const name = 'masking_key';

/**
 * The workspace's secret for pseudonyms and date shifts: 32 random bytes in hex, drawn when first asked for. Kept in the
 * file itself: whoever holds the file can test guesses of a value against its pseudonyms.
 */
export function maskingKey(db: Database): string {
  const draw = db.prepare(`INSERT OR IGNORE INTO meta (key, value) VALUES (?, ?)`);
  const read = db.prepare(`SELECT value FROM meta WHERE key = ?`).pluck();
  return db.transaction(() => {
    const known = read.get(name);
    if (typeof known === 'string') return known;
    const drawn = randomBytes(32).toString('hex');
    draw.run(name, drawn);
    return drawn;
  })();
}
