/** The constants of SQLite's FTS5, which are the usual ones (Robertson & Zaragoza 2009). */
const k1 = 1.2;
const b = 0.75;
/** What FTS5 takes where a word stands in half of the documents or more. */
const leastWeight = 1e-6;

/** Weight of a word that `found` of `documents` hold: ln((N - n + 0.5) / (n + 0.5)), at least 1e-6, as in SQLite's FTS5. */
export function wordWeight(documents: number, found: number): number {
  return Math.max(leastWeight, Math.log((documents - found + 0.5) / (found + 0.5)));
}

/**
 * A word's share of a document's BM25, without the word's weight: f (k1 + 1) / (f + k1 (1 - b + b D / mean D)), where f
 * counts the word, weighted by column, and D all words of the document. `bm25()` of SQLite's FTS5 is the negative sum.
 */
export function saturation(frequency: number, length: number, meanLength: number): number {
  return (frequency * (k1 + 1)) / (frequency + k1 * (1 - b + (b * length) / meanLength));
}
