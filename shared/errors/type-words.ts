import type { ErrorParams } from './codes.ts';

/** What types of columns are called in a sentence. */
const words: Record<'en' | 'zh-CN', { types: Record<string, string>; or: string }> = {
  en: {
    types: {
      text: 'text',
      integer: 'integer',
      real: 'real',
      boolean: 'boolean',
      date: 'date',
      category: 'category',
    },
    or: ' or ',
  },
  'zh-CN': {
    types: {
      text: '文本',
      integer: '整数',
      real: '小数',
      boolean: '布尔',
      date: '日期',
      category: '类别',
    },
    or: '或',
  },
};

/** The parameters of column_type in a language; `expected` may name several types with bars between them. */
export function withTypeWords(params: ErrorParams, locale: 'en' | 'zh-CN'): ErrorParams {
  const { types, or } = words[locale];
  const said = (value: string): string =>
    value
      .split('|')
      .map((type) => types[type] ?? type)
      .join(or);
  const { found, expected } = params;
  return {
    ...params,
    ...(found !== undefined && { found: said(String(found)) }),
    ...(expected !== undefined && { expected: said(String(expected)) }),
  };
}
