import { searchWords } from './search-words.ts';

/** An inverted index: which documents hold each word. Plain data, to be stored as it is. */
export type TextIndex = {
  documents: number;
  /** Words in order, so that a beginning is a range of them. */
  words: string[];
  /** Word w stands in `document[pointer[w]..pointer[w + 1])`, ascending, with its count, weighted by column, beside. */
  pointer: Int32Array;
  document: Int32Array;
  frequency: Float32Array;
  /** Words of each document, all columns, and their mean. */
  length: Int32Array;
  meanLength: number;
};

/** One column of the documents; `weight` is what one occurrence counts. */
export type IndexedColumn = { weight: number; textOf(document: number): string };

/**
 * Indexes documents 0..`documents` - 1. `pace` is awaited after each, and may throw.
 */
export async function buildTextIndex(
  documents: number,
  columns: readonly IndexedColumn[],
  pace: (done: number) => Promise<void>,
): Promise<TextIndex> {
  const numbers = new Map<string, number>();
  const postings: { document: number[]; frequency: number[] }[] = [];
  const length = new Int32Array(documents);
  for (let document = 0; document < documents; document += 1) {
    for (const { weight, textOf } of columns) {
      for (const word of searchWords(textOf(document))) {
        let number = numbers.get(word);
        if (number === undefined) {
          number = postings.length;
          numbers.set(word, number);
          postings.push({ document: [], frequency: [] });
        }
        const own = postings[number]!;
        if (own.document.at(-1) === document) own.frequency[own.frequency.length - 1]! += weight;
        else {
          own.document.push(document);
          own.frequency.push(weight);
        }
        length[document]! += 1;
      }
    }
    await pace(document + 1);
  }
  return packed(documents, numbers, postings, length);
}

function packed(
  documents: number,
  numbers: ReadonlyMap<string, number>,
  postings: readonly { document: number[]; frequency: number[] }[],
  length: Int32Array,
): TextIndex {
  const words = [...numbers.keys()].sort();
  const pointer = new Int32Array(words.length + 1);
  words.forEach((word, at) => {
    pointer[at + 1] = pointer[at]! + postings[numbers.get(word)!]!.document.length;
  });
  const document = new Int32Array(pointer[words.length]!);
  const frequency = new Float32Array(document.length);
  words.forEach((word, at) => {
    const own = postings[numbers.get(word)!]!;
    document.set(own.document, pointer[at]);
    frequency.set(own.frequency, pointer[at]);
  });
  const total = length.reduce((sum, count) => sum + count, 0);
  const meanLength = total / Math.max(1, documents) || 1;
  return { documents, words, pointer, document, frequency, length, meanLength };
}

/** First place in the ordered words that is not before `word`. */
export function placeOf(words: readonly string[], word: string): number {
  let [low, high] = [0, words.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (words[middle]! < word) low = middle + 1;
    else high = middle;
  }
  return low;
}
