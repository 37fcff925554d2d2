import type { ErrorCode, ErrorText } from '../../../errors/codes.ts';

type PredictCode = Extract<ErrorCode, `predict_${string}`>;

/** What may be wrong with the rows a model is to score. */
export const predictErrors: Record<PredictCode, ErrorText> = {
  predict_no_model: {
    sentence: 'There is no model to score with.',
    next: 'Choose a training run as its input, or a file with an exported model.',
  },
  predict_no_column: {
    sentence:
      'This is another table: it has none of the columns the model reads, {columns}.[ It has {there}.]',
    next: 'Choose a table with the columns the model was trained on.',
  },
  predict_columns_missing: {
    sentence:
      'Columns the model reads are missing: {columns}.[ It may be that “{column}” is called “{nearest}” here.]',
    next: 'Rename columns in a Clean cell, or bring the missing ones along.[ There are: {there}.]',
  },
  predict_value: {
    sentence: 'Row {row}: “{value}” in the column “{column}” cannot be read as {expected}.',
    next: 'Correct the value, or let values that do not fit count as missing.',
  },
};
