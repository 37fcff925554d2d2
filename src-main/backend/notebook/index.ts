export { addressOf } from './address.ts';
export { loadKinds } from './load-kinds.ts';
export { Notebooks } from './notebooks.ts';
