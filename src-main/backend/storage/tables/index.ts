export { physicalName, quoted } from './names.ts';
export { TableStore } from './table-store.ts';
export type { TableWriter } from './table-writer.ts';
