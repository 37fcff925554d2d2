export { privateStatistics } from './private-statistics.ts';
