const spaceless = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/u;
const runs =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{M}]+|[\p{L}\p{N}\p{M}]+/gu;
const marks = /\p{M}+/gu;

let segmenter: Intl.Segmenter | undefined;

/**
 * The words of a text as search compares them: NFKC, lower case, accents off (é is e, as SQLite's unicode61 has it). Runs of
 * letters and digits are words; scripts without spaces are cut by `Intl.Segmenter`.
 */
export function searchWords(text: string): string[] {
  const plain = text.normalize('NFKC').toLowerCase();
  const found = plain.match(runs) ?? [];
  return found.flatMap((run) => (spaceless.test(run) ? segments(run) : [withoutMarks(run)]));
}

/** A query as the log counts it: its words, one space between. */
export function plainQuery(text: string): string {
  return text.normalize('NFKC').toLowerCase().trim().replaceAll(/\s+/g, ' ');
}

/** Whether words of it are cut without spaces, so that a piece of one is a word too. */
export function isSpaceless(word: string): boolean {
  return spaceless.test(word);
}

function segments(run: string): string[] {
  segmenter ??= new Intl.Segmenter('zh', { granularity: 'word' });
  return Array.from(segmenter.segment(run)).flatMap(({ segment, isWordLike }) =>
    isWordLike === true ? [withoutMarks(segment)] : [],
  );
}

function withoutMarks(word: string): string {
  return word.normalize('NFD').replaceAll(marks, '').normalize('NFC');
}
