/** What a line of a run says of what was measured and what was made. */
export const metrics = {
  comma: ', ',
  metrics: {
    ...{ rocAuc: 'ROC AUC', prAuc: 'PR AUC', accuracy: 'accuracy', f1: 'F1', r2: 'R²' },
    ...{ mae: 'mean absolute error', rmse: 'RMSE', logLoss: 'log loss' },
  },
  interval: (low: string, high: string) => ` (${low} to ${high})`,
  part: { validation: 'validation part', test: 'test part' },
  rows: (count: string) => `${count} rows`,
  scored: (count: string) => `${count} rows scored`,
  mean: (value: string) => `mean ${value}`,
  drift: (column: string, index: string) => `largest shift: ${column} ${index}`,
  none: 'not defined',
};
export type CliMetricTexts = typeof metrics;
