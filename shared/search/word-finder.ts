import { editDistance } from './edit-distance.ts';
import { isSpaceless } from './search-words.ts';
import { placeOf } from './text-index.ts';

/** A word of the index that a typed one is read as, and what it then counts, 0..1. */
export type Reading = { word: number; share: number; how: 'exact' | 'beginning' | 'slip' | 'part' };

const mostBeginnings = 50;
const mostSlips = 3;
/** A word begun, or mistyped, is worth less than one that stands there. */
const beginningShare = 0.6;
const slipShare = 0.5;
const partShare = 0.4;

/** Finds the words of an index that a typed word may stand for. */
export class WordFinder {
  readonly #words: readonly string[];
  #grams: Map<string, number[]> | null = null;

  constructor(words: readonly string[]) {
    this.#words = words;
  }

  /**
   * The word itself; where `open` (the word is still being typed), those that begin with it besides. Only where there is
   * none of these, those one slip away (two, from eight letters on), found by their trigrams; of scripts without spaces
   * those it holds or that hold it.
   */
  find(typed: string, open: boolean): Reading[] {
    const found: Reading[] = [];
    const at = placeOf(this.#words, typed);
    if (this.#words[at] === typed) found.push({ word: at, share: 1, how: 'exact' });
    if (open) for (const one of this.#beginnings(typed, at)) found.push(one);
    if (found.length > 0) return found;
    if (isSpaceless(typed)) return this.#parts(typed);
    return this.#slips(typed);
  }

  #beginnings(typed: string, at: number): Reading[] {
    const found: Reading[] = [];
    for (let word = at; found.length < mostBeginnings; word += 1) {
      const other = this.#words[word];
      if (other === undefined || !other.startsWith(typed)) break;
      if (other !== typed) found.push({ word, share: beginningShare, how: 'beginning' });
    }
    return found;
  }

  #slips(typed: string): Reading[] {
    if (typed.length < 3 || /^\d+$/.test(typed)) return [];
    const most = typed.length >= 8 ? 2 : 1;
    const grams = trigrams(typed);
    const shared = new Map<number, number>();
    for (const gram of grams)
      for (const word of this.#index().get(gram) ?? [])
        shared.set(word, (shared.get(word) ?? 0) + 1);
    // A slip touches three trigrams, a swap four.
    const least = Math.max(1, grams.length - 4 * most);
    const close = [...shared].flatMap(([word, count]) => {
      if (count < least) return [];
      const distance = editDistance(typed, this.#words[word]!, most);
      return distance <= most ? [{ word, distance, count }] : [];
    });
    close.sort((a, b) => a.distance - b.distance || b.count - a.count || a.word - b.word);
    const nearest = close[0]?.distance;
    return close
      .filter(({ distance }) => distance === nearest)
      .slice(0, mostSlips)
      .map(({ word, distance }) => ({ word, share: slipShare / distance, how: 'slip' }));
  }

  #parts(typed: string): Reading[] {
    const found: Reading[] = [];
    this.#words.forEach((word, at) => {
      const holds = word.includes(typed) || (word.length > 1 && typed.includes(word));
      if (holds && isSpaceless(word)) found.push({ word: at, share: partShare, how: 'part' });
    });
    return found.slice(0, mostBeginnings);
  }

  #index(): Map<string, number[]> {
    if (this.#grams !== null) return this.#grams;
    const grams = new Map<string, number[]>();
    this.#words.forEach((word, at) => {
      for (const gram of trigrams(word)) {
        const own = grams.get(gram);
        if (own === undefined) grams.set(gram, [at]);
        else own.push(at);
      }
    });
    return (this.#grams = grams);
  }
}

/** The different runs of three letters, the ends marked, so that short words have some too. */
function trigrams(word: string): string[] {
  const padded = `\u0002${word}\u0003`;
  return [
    ...new Set(
      Array.from({ length: Math.max(0, padded.length - 2) }, (_, at) => padded.slice(at, at + 3)),
    ),
  ];
}
