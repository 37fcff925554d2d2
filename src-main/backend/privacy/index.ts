export { privateStatistics } from './private-statistics.ts';
export { planPrivate } from './private-training.ts';
