import { largest } from '#shared/statistics/extremes.ts';
import { isAscii } from 'node:buffer';
import { keysOf } from '#shared/keys-of.ts';
import { multiByte, singleByte, type GuessedEncoding } from './encoding-letters.ts';

export type Verdict =
  | { encoding: GuessedEncoding; sure: boolean }
  /** Encodings that explain the bytes about equally well, the likelier first. */
  | { unclear: GuessedEncoding[] };

type Candidate = { encoding: GuessedEncoding; text: string; score: number };

const punctuation = /[‘’“”–—…•€£°§©®«»·¿¡×\u00a0ªº™±²³µ½¼]/;
const wide = /[\u3000-\u303f\uff00-\uff60“”‘’…—·]/;
const likely = 0.75;
const clear = 0.35;
const doubtful = 0.12;
/** Characters beyond ASCII from which on a guess may be sure. */
const leastEvidence = { pairs: 10, letters: 4 };

/**
 * Which encoding bytes that are no UTF-8 are in: those whose byte pairs are valid are compared by how frequent the
 * characters they decode to are in the languages that use them. `bytes`: whole lines.
 */
export function weighEncodings(bytes: Buffer): Verdict {
  const all = [...keysOf(multiByte), ...keysOf(singleByte)].flatMap((encoding): Candidate[] => {
    const text = decoded(bytes, encoding);
    return text === undefined ? [] : [{ encoding, text, score: scoreOf(bytes, text, encoding) }];
  });
  const ranked = all.sort((a, b) => b.score - a.score);
  const [best] = ranked;
  if (best === undefined) return { unclear: [] };
  const rival = ranked.find(({ text }) => text !== best.text);
  const ahead = best.score - (rival?.score ?? -Infinity);
  const amount = Math.min(1, bytes.filter((byte) => byte >= 0x80).length / 12);
  if (best.score < likely || ahead < doubtful) {
    const close = ranked.filter(({ score }) => score > best.score - 0.5).slice(0, 4);
    return { unclear: close.map(({ encoding }) => encoding) };
  }
  const characters = [...best.text].filter((one) => one.charCodeAt(0) >= 0x80).length;
  const least = best.encoding in multiByte ? leastEvidence.pairs : leastEvidence.letters;
  const enough = characters >= least && ahead * (0.5 + amount / 2) >= clear;
  return { encoding: best.encoding, sure: enough };
}

function decoded(bytes: Buffer, encoding: GuessedEncoding): string | undefined {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/** Mean over the characters beyond ASCII: 2 for text of frequent characters, below 0 for what no language writes. */
function scoreOf(bytes: Buffer, text: string, encoding: GuessedEncoding): number {
  return encoding in multiByte
    ? scoreOfPairs(bytes, text, encoding as keyof typeof multiByte)
    : scoreOfLetters(text, encoding as keyof typeof singleByte);
}

function scoreOfPairs(bytes: Buffer, text: string, encoding: keyof typeof multiByte): number {
  const { common, daily } = multiByte[encoding];
  const japanese = encoding === 'shift_jis' || encoding === 'euc-jp';
  let [sum, all] = [0, 0];
  for (const character of text) {
    if (character.charCodeAt(0) < 0x80) continue;
    all += 1;
    if (common.has(character)) sum += 2;
    else if (japanese && /[\u3041-\u30fe]/.test(character)) sum += 1.8;
    else if (wide.test(character)) sum += 1;
    else if (/[\uff61-\uff9f\ue000-\uf8ff]/.test(character)) sum -= 2;
    else if (!/\p{Letter}/u.test(character)) sum -= 1;
    else sum += encoding === 'euc-kr' && !/[가-힣]/.test(character) ? -1 : 0.3;
  }
  return all === 0 ? 0 : sum / all - rarity(bytes, daily);
}

/** Share of the pairs whose lead byte is beyond those of daily use. */
function rarity(bytes: Buffer, [from, to]: readonly [number, number]): number {
  let [rare, pairs] = [0, 0];
  for (let i = 0; i < bytes.length; i += 1) {
    const byte = bytes[i]!;
    if (byte < 0x80) continue;
    pairs += 1;
    if (byte > to || (byte < from && byte < 0x81)) rare += 1;
    i += 1;
  }
  return pairs === 0 ? 0 : rare / pairs;
}

/** By the language that fits best. */
function scoreOfLetters(text: string, encoding: keyof typeof singleByte): number {
  const { languages, script } = singleByte[encoding];
  const words = [...text.matchAll(/[^\s,;|"'()\d:=/\\-]+/g)]
    .map(([word]) => word)
    .filter((word) => !isAscii(Buffer.from(word)));
  return largest(languages.map((letters) => scoreOfWords(words, letters, script)));
}

function scoreOfWords(words: readonly string[], letters: string, script: boolean): number {
  let [sum, all] = [0, 0];
  for (const word of words) {
    const characters = [...word];
    const foreign = characters.filter((one) => one.charCodeAt(0) >= 0x80);
    const signs = foreign.filter((one) => punctuation.test(one)).length;
    const latin = characters.length - foreign.length;
    for (const [i, character] of characters.entries()) {
      if (character.charCodeAt(0) < 0x80) continue;
      all += 1;
      sum += letterScore(character, characters[i - 1], letters, script);
    }
    // Accents stand among plain letters; other scripts stand alone, in words of more than a letter.
    if (script && latin > 0) sum -= 2 * (foreign.length - signs);
    if (!script && foreign.length - signs > Math.max(1, latin)) sum -= 1.5 * foreign.length;
  }
  return all === 0 ? 0 : sum / all;
}

function letterScore(
  character: string,
  before: string | undefined,
  letters: string,
  script: boolean,
): number {
  if (punctuation.test(character)) return 1;
  // Its small letter is plain.
  const small = character === 'İ' ? 'ı' : character.toLowerCase();
  // In Icelandic the one begins words and the other never does; in Turkish, ş and ğ have their places.
  if (small === (before === undefined ? 'ð' : 'þ')) return -1;
  const place = letters.indexOf(small);
  if (place < 0) return /[\p{Letter}\p{Mark}]/u.test(character) ? -0.6 : -2;
  // A capital after a small letter is the sign of the other Cyrillic encoding.
  const capital = character !== small;
  const misplaced = capital && before !== undefined && before !== before.toUpperCase();
  const frequency = script ? 2 - (1.4 * place) / letters.length : 1.8;
  return misplaced ? -1.5 : frequency;
}
