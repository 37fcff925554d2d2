export { affordable, resampledMeans, withInterval } from './bootstrap.ts';
export { plainPopular } from './compared-model.ts';
export { compareModels } from './compare-models.ts';
export { rankUsers } from './rank-users.ts';
export { meanMetric } from './score-table.ts';
export { holdOut, type TestPart } from './test-part.ts';
