/** Words that programs write for a value that is not there; in a column of numbers they are no values of their own. */
const nullWords = new Set([
  ...['null', '(null)', '<null>', '[null]', '\\n', 'nil', 'n/a', '#n/a', '#n/a n/a', '#na', 'na'],
  ...[
    '<na>',
    'n.a.',
    'n.a',
    'nan',
    '-nan',
    '<nan>',
    '1.#qnan',
    '-1.#qnan',
    '1.#ind',
    '-1.#ind',
    'nat',
  ],
  ...['#null!', '#div/0!', '#value!', '#ref!', '#name?', '#num!', 'undefined', '-', '--', '---'],
  ...['–', '—', '——', '空', '无', '缺失', '暂无', '不详'],
]);
/** The same among numbers only: elsewhere they may be an answer. */
const answerWords = new Set([
  'none',
  'missing',
  'unknown',
  '?',
  '*',
  '.',
  '..',
  '...',
  'k.a.',
  '未知',
]);

/** How MySQL and PostgreSQL write a missing value of any column into a file of delimited text. */
export const dumpedNull = '\\N';

/** Whether a text that is no number stands for a missing one among numbers or dates. */
export function isMissingMark(text: string): boolean {
  const word = text.trim().toLowerCase();
  return nullWords.has(word) || answerWords.has(word);
}

/** Whether a column of times has none here: nothing, blanks, or a mark of what is missing. */
export function isNoTime(value: string | number | null | undefined): value is null | undefined {
  return (
    value === null ||
    value === undefined ||
    (typeof value === 'string' && (value.trim() === '' || isMissingMark(value)))
  );
}

/** Whether a text stands for a missing value wherever it is, as programs write it. */
export function isNullMark(text: string): boolean {
  return nullWords.has(text.trim().toLowerCase());
}

/** All of these, in lower case. */
export const missingWords: readonly string[] = [...nullWords, ...answerWords];
