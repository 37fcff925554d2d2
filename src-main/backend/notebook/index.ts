export { cellKindsByName } from './kinds/index.ts';
export { Notebooks } from './notebooks.ts';
