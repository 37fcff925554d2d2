import type { ErrorCode, ErrorText } from '../../../errors/codes.ts';

type PredictCode = Extract<ErrorCode, `predict_${string}`>;

/** What may be wrong with the rows a model is to score. */
export const predictErrors: Record<PredictCode, ErrorText> = {
  predict_no_model: {
    sentence: '没有可用于打分的模型。',
    next: '请选择一次训练作为输入，或选择已导出的模型文件。',
  },
  predict_no_column: {
    sentence: '这是另一张表：模型读取的列 {columns} 一个也没有。[表中有 {there}。]',
    next: '请选择包含训练时所用列的表。',
  },
  predict_columns_missing: {
    sentence: '缺少模型读取的列：{columns}。[“{column}”在这里可能叫“{nearest}”。]',
    next: '请在“清洗”单元格中重命名列，或补上缺少的列。[现有列：{there}。]',
  },
  predict_value: {
    sentence: '第 {row} 行：列“{column}”中的“{value}”无法读作{expected}。',
    next: '请改正该值，或将不合适的值视为缺失。',
  },
};
