import type { CliMetricTexts } from '../en/cli-metrics.ts';

export const metrics: CliMetricTexts = {
  comma: '，',
  metrics: {
    ...{ rocAuc: 'ROC AUC', prAuc: 'PR AUC', accuracy: '准确率', f1: 'F1', r2: 'R²' },
    ...{ mae: '平均绝对误差', rmse: '均方根误差', logLoss: '对数损失' },
  },
  interval: (low: string, high: string) => `（${low} 至 ${high}）`,
  part: { validation: '验证部分', test: '测试部分' },
  rows: (count: string) => `${count} 行`,
  scored: (count: string) => `已打分 ${count} 行`,
  mean: (value: string) => `平均 ${value}`,
  drift: (column: string, index: string) => `变化最大的列：${column} ${index}`,
  none: '无定义',
};
