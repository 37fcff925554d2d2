export { addressOf } from './address.ts';
export { loadKinds } from './load-kinds.ts';
export { Notebooks } from './notebooks.ts';
export { purgeRuns } from './purge-runs.ts';
