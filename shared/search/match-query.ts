import { saturation, wordWeight } from './bm25.ts';
import { searchWords } from './search-words.ts';
import type { TextIndex } from './text-index.ts';
import { WordFinder, type Reading } from './word-finder.ts';

/** How one typed word was read; empty where the catalogue has nothing like it. */
export type TypedWord = { typed: string; read: Reading[] };

/** Documents found, ascending, and the BM25 of each. */
type Found = { documents: Int32Array; scores: Float64Array };

export type Matched = Found & {
  words: TypedWord[];
  /** Typed words that each of them holds, of those that some document holds. */
  held: number;
};

/** Matches queries against an index; keeps the room it works in. */
export class QueryMatcher {
  readonly #index: TextIndex;
  readonly #finder: WordFinder;
  /** Of each document the best reading of a word, and words held; 0 between two questions. */
  readonly #best: Float64Array;
  readonly #held: Uint8Array;

  constructor(index: TextIndex) {
    this.#index = index;
    this.#finder = new WordFinder(index.words);
    this.#best = new Float64Array(index.documents);
    this.#held = new Uint8Array(index.documents);
  }

  /**
   * Documents that hold every typed word which the catalogue knows; where none does, those that hold most of them. Where a
   * typed word can be read in several ways, the best reading of each document counts. `open`: the last word may be
   * unfinished unless a space follows. An empty query finds nothing.
   */
  match(query: string, open: boolean): Matched {
    const typed = [...new Set(searchWords(query))];
    const unfinished = open && /[\p{L}\p{N}]$/u.test(query);
    const words = typed.map((word, at) => ({
      typed: word,
      read: this.#finder.find(word, unfinished && at === typed.length - 1),
    }));
    const known = words
      .filter(({ read }) => read.length > 0)
      .map(({ read }) => ({ read, size: this.#sizeOf(read) }))
      .sort((a, b) => a.size - b.size);
    const [rarest, ...others] = known;
    if (rarest === undefined)
      return { words, documents: new Int32Array(0), scores: new Float64Array(0), held: 0 };
    let found = this.#holding(rarest.read);
    for (const { read, size } of others) {
      found = this.#also(found, read, size);
      if (found.documents.length === 0) return { words, ...this.#most(known) };
    }
    return { words, ...found, held: known.length };
  }

  #sizeOf(read: readonly Reading[]): number {
    const { pointer } = this.#index;
    return read.reduce((sum, { word }) => sum + pointer[word + 1]! - pointer[word]!, 0);
  }

  /** Documents that hold a word, ascending. */
  #holding(read: readonly Reading[]): Found {
    if (read.length === 1) return this.#holdingOne(read[0]!);
    const best = this.#best;
    const touched: number[] = [];
    for (const reading of read)
      forEachHeld(this.#index, reading, (document, score) => {
        if (best[document] === 0) touched.push(document);
        if (score > best[document]!) best[document] = score;
      });
    const documents = Int32Array.from(touched).sort();
    const scores = Float64Array.from(documents, (document) => best[document]!);
    for (const document of documents) best[document] = 0;
    return { documents, scores };
  }

  #holdingOne(reading: Reading): Found {
    const { pointer, document } = this.#index;
    const documents = document.slice(pointer[reading.word], pointer[reading.word + 1]);
    const scores = new Float64Array(documents.length);
    let place = 0;
    forEachHeld(this.#index, reading, (_, score) => {
      scores[place] = score;
      place += 1;
    });
    return { documents, scores };
  }

  /** Of what was found, what holds another word too: looked up one by one, or, where that is more work, gone through. */
  #also(found: Found, read: readonly Reading[], size: number): Found {
    const looked = found.documents.length * Math.log2(size + 2) * read.length;
    const other = looked > size ? this.#holding(read) : null;
    const documents: number[] = [];
    const scores: number[] = [];
    let place = 0;
    found.documents.forEach((document, at) => {
      let score = 0;
      if (other === null)
        for (const reading of read)
          score = Math.max(score, amountIn(this.#index, reading, document));
      else {
        while (place < other.documents.length && other.documents[place]! < document) place += 1;
        if (other.documents[place] === document) score = other.scores[place]!;
      }
      if (score === 0) return;
      documents.push(document);
      scores.push(found.scores[at]! + score);
    });
    return { documents: Int32Array.from(documents), scores: Float64Array.from(scores) };
  }

  /** Documents with most of the words, where none has all. */
  #most(known: readonly { read: readonly Reading[] }[]): Found & { held: number } {
    const counts = this.#held;
    const each = known.map(({ read }) => this.#holding(read));
    let held = 0;
    for (const { documents } of each)
      for (const document of documents) held = Math.max(held, (counts[document]! += 1));
    const sums = new Map<number, number>();
    for (const { documents, scores } of each)
      documents.forEach((document, at) => {
        if (counts[document] === held) sums.set(document, (sums.get(document) ?? 0) + scores[at]!);
      });
    for (const { documents } of each) for (const document of documents) counts[document] = 0;
    const documents = Int32Array.from(sums.keys()).sort();
    return { documents, scores: Float64Array.from(documents, (at) => sums.get(at)!), held };
  }
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
