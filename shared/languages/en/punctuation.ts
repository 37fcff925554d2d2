/** What stands between sentences and between the entries of a list, and what ends a sentence. */
export const punctuation = { between: ' ', list: ', ', or: ' or ', stop: '.' };
export type Punctuation = typeof punctuation;
