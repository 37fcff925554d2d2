import type { TruthWords } from '../model/table.ts';

/** Words for false and true, in pairs. The first two make a column boolean by themselves. */
export const truthPairs: readonly (readonly [no: string, yes: string])[] = [
  ['false', 'true'],
  ['no', 'yes'],
  // Taken only where the type was chosen: as they stand they may as well be numbers, codes or names.
  ['0', '1'],
  ['0.0', '1.0'],
  ['f', 't'],
  ['n', 'y'],
  ['off', 'on'],
  ['否', '是'],
  ['假', '真'],
  ['错', '对'],
  ['无', '有'],
  ['nein', 'ja'],
  ['falsch', 'wahr'],
  ['non', 'oui'],
  ['faux', 'vrai'],
  ['no', 'sí'],
  ['no', 'si'],
  ['no', 'sì'],
  ['não', 'sim'],
  ['nee', 'ja'],
  ['nej', 'ja'],
  ['нет', 'да'],
  ['いいえ', 'はい'],
  ['아니요', '예'],
];
const clearPairs = 2;
const clear = new Map(truthPairs.slice(0, clearPairs).flatMap(truths));
const chosen = new Map(truthPairs.flatMap(truths));

function truths([no, yes]: readonly [string, string]): [string, number][] {
  return [
    [no, 0],
    [yes, 1],
  ];
}

/** 1, 0, or undefined for anything that is not a truth value; `words`: what the column itself says for them. */
export function readBoolean(
  text: string,
  lenient: boolean,
  words?: TruthWords,
): number | undefined {
  if (words !== undefined) {
    const at = words.findIndex((word) => folded(word) === folded(text));
    if (at >= 0) return at;
  }
  if (text.length > 12) return undefined;
  const word = folded(text);
  return clear.get(word) ?? (lenient ? chosen.get(word) : undefined);
}

const folded = (text: string): string => text.trim().toLowerCase();

/** Counts how a column writes its truth values. */
export class TruthSpellings {
  readonly #counts: readonly [Map<string, number>, Map<string, number>] = [new Map(), new Map()];

  note(text: string, value: number): void {
    const counts = this.#counts[value === 1 ? 1 : 0];
    const word = text.trim();
    counts.set(word, (counts.get(word) ?? 0) + 1);
  }

  /** The spelling used most for each, the earlier of equals; undefined where none was written. */
  words(): TruthWords | undefined {
    const [no, yes] = this.#counts.map(mostUsed);
    if (no !== undefined && yes !== undefined) return [no, yes];
    if (no !== undefined) return [no, counterpart(no, 0)];
    return yes === undefined ? undefined : [counterpart(yes, 1), yes];
  }

  /** Spellings that stand for a value together with others, where there are such; at most a few. */
  several(): string[] {
    return this.#counts
      .flatMap((counts) => (counts.size > 1 ? [...counts.keys()] : []))
      .slice(0, 6);
  }
}

function mostUsed(counts: ReadonlyMap<string, number>): string | undefined {
  let most: string | undefined;
  for (const [word, count] of counts)
    if (most === undefined || count > counts.get(most)!) most = word;
  return most;
}

/** The other word of a pair, in the same case; the column holds none of its own. */
function counterpart(word: string, value: 0 | 1): string {
  const pair = truthPairs.find((one) => one[value] === folded(word));
  const other = pair?.[value === 1 ? 0 : 1] ?? (value === 1 ? 'FALSE' : 'TRUE');
  if (word === word.toLowerCase()) return other;
  if (word === word.toUpperCase()) return other.toUpperCase();
  return other.slice(0, 1).toUpperCase() + other.slice(1);
}
