import { saturation, wordWeight } from './bm25.ts';
import { searchWords } from './search-words.ts';
import type { TextIndex } from './text-index.ts';
import type { Reading, WordFinder } from './word-finder.ts';

/** How one typed word was read; empty where the catalogue has nothing like it. */
export type TypedWord = { typed: string; read: Reading[] };

export type Matched = {
  words: TypedWord[];
  /** Documents found, ascending, and the BM25 of each. */
  documents: Int32Array;
  scores: Float64Array;
  /** Typed words that each of them holds, of those that some document holds. */
  held: number;
};

/**
 * Documents that hold every typed word which the catalogue knows; where none does, those that hold most of them. Where a
 * typed word can be read in several ways, the best reading of each document counts. `open`: the last word may be
 * unfinished unless a space follows. An empty query finds nothing.
 */
export function matchQuery(
  index: TextIndex,
  finder: WordFinder,
  query: string,
  open: boolean,
): Matched {
  const typed = [...new Set(searchWords(query))];
  const unfinished = open && /[\p{L}\p{N}]$/u.test(query);
  const words = typed.map((word, at) => ({
    typed: word,
    read: finder.find(word, unfinished && at === typed.length - 1),
  }));
  const known = words.filter(({ read }) => read.length > 0);
  const sums = new Float64Array(index.documents);
  const counts = new Uint8Array(index.documents);
  const best = new Float64Array(index.documents);
  for (const { read } of known) {
    const touched: number[] = [];
    for (const reading of read) {
      forEachHeld(index, reading, (document, score) => {
        if (best[document] === 0) touched.push(document);
        if (score > best[document]!) best[document] = score;
      });
    }
    for (const document of touched) {
      sums[document]! += best[document]!;
      counts[document]! += 1;
      best[document] = 0;
    }
  }
  let held = 0;
  for (const count of counts) if (count > held) held = count;
  const found: number[] = [];
  if (held > 0)
    counts.forEach((count, document) => {
      if (count === held) found.push(document);
    });
  const documents = Int32Array.from(found);
  return { words, documents, scores: Float64Array.from(documents, (at) => sums[at]!), held };
}

/** What each typed word gives one document: the parts its BM25 is the sum of. */
export function wordParts(
  index: TextIndex,
  words: readonly TypedWord[],
  document: number,
): { typed: string; word: string; how: Reading['how']; amount: number }[] {
  return words.flatMap(({ typed, read }) => {
    const parts = read.flatMap((reading) => {
      const amount = amountIn(index, reading, document);
      return amount > 0
        ? [{ typed, word: index.words[reading.word]!, how: reading.how, amount }]
        : [];
    });
    return parts.sort((a, b) => b.amount - a.amount).slice(0, 1);
  });
}

function forEachHeld(
  index: TextIndex,
  { word, share }: Reading,
  take: (document: number, score: number) => void,
): void {
  const [from, to] = [index.pointer[word]!, index.pointer[word + 1]!];
  const weight = share * wordWeight(index.documents, to - from);
  for (let at = from; at < to; at += 1) {
    const document = index.document[at]!;
    const { length, meanLength } = index;
    take(document, weight * saturation(index.frequency[at]!, length[document]!, meanLength));
  }
}

function amountIn(index: TextIndex, { word, share }: Reading, document: number): number {
  let [low, high] = [index.pointer[word]!, index.pointer[word + 1]!];
  const weight = share * wordWeight(index.documents, high - low);
  const end = high;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (index.document[middle]! < document) low = middle + 1;
    else high = middle;
  }
  if (low === end || index.document[low] !== document) return 0;
  return weight * saturation(index.frequency[low]!, index.length[document]!, index.meanLength);
}
