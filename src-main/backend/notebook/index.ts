export { loadKinds } from './load-kinds.ts';
export { Notebooks } from './notebooks.ts';
