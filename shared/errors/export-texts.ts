import type { ErrorText } from './codes.ts';

/** What stands in the way of an export. */
export const exportEnglish = {
  export_empty_text: {
    sentence:
      'In the column “{column}” the model knows the empty text as a value of its own, and this format cannot tell it from a missing value.',
    next: 'Turn on the text step of a Clean cell for the column, which makes empty texts missing, train again and export then.',
  },
} satisfies { [code: string]: ErrorText };

export const exportChinese = {
  export_empty_text: {
    sentence: '在列“{column}”中，模型把空文本当作一个独立的取值，而此格式无法把它与缺失值区分开。',
    next: '请在“清洗”单元格中对该列启用文本步骤（空文本会变为缺失），重新训练后再导出。',
  },
} satisfies { [code: string]: ErrorText };
