/** What stands between sentences, between the entries of a list and between clauses, and what ends a sentence. */
export const punctuation = {
  between: ' ',
  list: ', ',
  comma: ', ',
  semicolon: '; ',
  colon: ': ',
  or: ' or ',
  stop: '.',
};
export type Punctuation = typeof punctuation;
