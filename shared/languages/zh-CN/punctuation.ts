import type { Punctuation } from '../en/punctuation.ts';

/** A full stop has its own space. */
export const punctuation: Punctuation = {
  between: '',
  list: '、',
  comma: '，',
  semicolon: '；',
  colon: '：',
  or: '或',
  stop: '。',
};
